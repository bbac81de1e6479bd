/** Whom a limit counts together, and under which key. */
import { type Actor } from '../invocation/actor';
import { type Invocation } from '../invocation/invocation';

/**
 * `member` is a user within one guild. In direct messages the channel stands for the guild. Calls that do not say whose they
 * are (events that nobody in particular caused) are counted together.
 */
export type LimitScope = 'user' | 'member' | 'guild' | 'channel' | 'global';

/** What every limit is told beside its numbers. */
export interface LimitOptions {
  /** Handlers whose limits have the same name, scope and numbers are counted together. Default: each handler by itself. */
  readonly shared?: string | undefined;
  /** What the limit is called in the values of its refusals, for texts of one's own. */
  readonly name?: string | undefined;
  /** For whom the limit does not hold. */
  readonly bypass?: ((actor: Actor) => boolean) | undefined;
}

/** What a key is made of. */
export interface KeyParts extends Pick<LimitOptions, 'shared' | 'name'> {
  readonly scope: LimitScope;
  /** The numbers, so that two limits of one handler are two. */
  readonly figures: string;
}

/** Makes keys that mean the same in every process that runs the same program. */
export class LimitKeys {
  /** Handlers of one label by the order in which they came: classes of the same name are counted apart. */
  private readonly owners = new Map<string, { count: number; readonly places: WeakMap<object, number> }>();

  /** The same for a limit that stands on a method and on its class. */
  keyOf(invocation: Invocation, parts: KeyParts): string {
    const whose = parts.shared === undefined ? this.labelOf(invocation, parts) : `shared ${parts.shared}`;
    const named = parts.name === undefined ? '' : `|${parts.name}`;
    return `${invocation.group}|${whose}${named}|${parts.figures}|${subjectOf(invocation.actor, parts.scope)}`;
  }

  private labelOf({ label, owner }: Invocation, parts: KeyParts): string {
    // Of functions, which may all have the same name, the limit that stands on one tells it apart.
    const who = owner ?? parts;
    let owners = this.owners.get(label);
    if (!owners) this.owners.set(label, (owners = { count: 0, places: new WeakMap() }));
    let place = owners.places.get(who);
    if (place === undefined) owners.places.set(who, (place = owners.count += 1));
    return place === 1 ? label : `${label}~${place}`;
  }
}

function subjectOf({ userId, guildId, channelId }: Actor, scope: LimitScope): string {
  switch (scope) {
    case 'user':
      return `user ${userId ?? '?'}`;
    case 'member':
      return `member ${guildId ?? channelId ?? '?'} ${userId ?? '?'}`;
    case 'guild':
      return `guild ${guildId ?? channelId ?? '?'}`;
    case 'channel':
      return `channel ${channelId ?? '?'}`;
    case 'global':
      return 'global';
  }
}
