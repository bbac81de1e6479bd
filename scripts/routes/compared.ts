/** The types that are compared, in one place where the compiler finds them. */
import { type Paths } from 'discord-api-spec';
import { type RestClient } from '../../src/rest';

export type Client = RestClient;
export type Spec = Paths;
