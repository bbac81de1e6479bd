/** What the soak of memory and the process of its bot say to each other. */
import { type DEATHS } from '../dying-workers';

/** Of the bot. */
export const SHARDS = 4;

export interface BotPlace {
  readonly guildId: string;
  readonly talkId: string;
  readonly teaId: string;
  /** Who speaks there all the time. */
  readonly aliceId: string;
}

export interface BotSettings {
  readonly apiUrl: string;
  readonly token: string;
  readonly inWorker: boolean;
  readonly seed: number;
  readonly places: readonly BotPlace[];
}

/** `rest`: leave all calls, and say when nothing of them is left. */
export type ToBot =
  | { readonly do: 'work' | 'rest' | 'weigh' | 'end' }
  | { readonly do: 'kill-worker'; readonly how: (typeof DEATHS)[number] };

export interface Weight {
  readonly rssMb: number;
  /** Objects and buffers of the main thread. */
  readonly heapMb: number;
  /** Objects of the worker. */
  readonly workerMb: number | undefined;
  /** What keeps the event loop busy: sockets, timers, threads; by kind. */
  readonly handles: Readonly<Record<string, number>>;
}

/** What the bot has done so far. */
export interface Deeds {
  readonly joins: number;
  readonly leaves: number;
  readonly plays: number;
  readonly workers: number;
  readonly refusals: Readonly<Record<string, number>>;
  /** What must not happen. */
  readonly wrong: readonly string[];
}

export type FromBot =
  | { readonly is: 'started' }
  | { readonly is: 'resting'; readonly deeds: Deeds }
  | { readonly is: 'weighed'; readonly weight: Weight };
