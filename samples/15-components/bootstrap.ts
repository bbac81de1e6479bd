/** A bot that asks before it acts, and takes reports in a form. */
import { ClientHub, env } from 'corduroy';
import { Moderation } from './moderation';
import { Reports } from './reports';

export const hub = new ClientHub();

hub.createClientGroup('alpha', env('DISCORD_TOKEN'), { handlers: [Moderation, Reports] });

void hub.run();
