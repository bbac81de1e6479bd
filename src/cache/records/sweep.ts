/**
 * Frees records that are too old where nobody looks. A map forgets them when it is asked something, and most guilds and channels
 * are quiet: without this they would keep everything that they ever held. There is no timer; each dispatch pays for one of them.
 */
import { type GuildRecords } from '../../models';
import { type Policies } from '../policy/policies';
import { type GuildPlace } from './guild-place';
import { type MessageBucket } from './message-bucket';

/** What is swept, a guild or a channel at each step, again and again. Both maps may change meanwhile. */
export class Sweep {
  private readonly steps: Iterator<unknown> | undefined;

  constructor(policies: Policies, places: ReadonlyMap<string, GuildPlace>, messages: Map<string, MessageBucket>) {
    const aging = Object.entries(policies).flatMap(([kind, policy]) => (policy.ttlMs === undefined ? [] : [kind]));
    if (aging.length > 0) this.steps = rounds(new Set(aging), places, messages);
  }

  /** Frees what is too old in the next guild or channel; nothing where no policy has a time. */
  step(): void {
    this.steps?.next();
  }
}

function* rounds(
  aging: ReadonlySet<string>,
  places: ReadonlyMap<string, GuildPlace>,
  messages: Map<string, MessageBucket>,
): Generator<void, never> {
  const kinds = KINDS.filter((kind) => aging.has(kind));
  for (;;) {
    if (kinds.length > 0) {
      for (const place of places.values()) {
        for (const kind of kinds) place.map(kind)?.forgetOld();
        yield;
      }
    }
    if (aging.has('messages')) {
      for (const [channelId, { records }] of messages) {
        if (records.size === 0) messages.delete(channelId);
        yield;
      }
    }
    yield;
  }
}

const KINDS: readonly (keyof GuildRecords)[] = [
  'channels',
  'threads',
  'members',
  'voiceStates',
  'presences',
  'scheduledEvents',
  'stageInstances',
  'soundboardSounds',
];
