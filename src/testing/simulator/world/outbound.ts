/** What is told to addresses of an application, in place of its gateway or beside it. */
import { type ApplicationRecord } from './applications';
import { type InteractionRecord } from './interaction-record';

/** What an address is for. */
export type AddressKind = 'interactions' | 'events';

export interface Outbound {
  /** Sends an interaction there, if the application has a place for them. Interactions never go to the gateway as well. */
  interaction(interaction: InteractionRecord, payload: object): boolean;
  /** Sends a webhook event, if the application asked for it. */
  event(application: ApplicationRecord, type: string, data: object): void;
  /** Whether an address answers as it must: a ping, and a forged request. */
  verify(application: ApplicationRecord, url: string, kind: AddressKind): Promise<boolean>;
}
