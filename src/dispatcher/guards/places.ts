/** Guards that ask where something happens. */
import { type Invocation } from '../invocation/invocation';
import { Guard, type StepName } from './guard';
import { type Verdict } from './refusal';

/** In guilds alone. Refuses with the reason `guild-only`. */
export class GuildOnly extends Guard {
  static override readonly step: StepName = 'place';

  override check({ actor }: Invocation): Verdict {
    if (actor.guildId !== undefined) return undefined;
    return { reason: 'guild-only', message: 'This works in servers only.' };
  }
}

/** In direct messages alone, with one person or a group. Refuses with the reason `dm-only`. */
export class DirectMessageOnly extends Guard {
  static override readonly step: StepName = 'place';

  override check({ actor }: Invocation): Verdict {
    // What belongs to no channel is no direct message either.
    if (actor.guildId === undefined && actor.channelId !== undefined) return undefined;
    return { reason: 'dm-only', message: 'This works in direct messages only.' };
  }
}

/** In channels for adults alone, and nowhere where that is not known. Refuses with the reason `nsfw-only`. */
export class NsfwOnly extends Guard {
  static override readonly step: StepName = 'place';

  override check({ actor: { isNsfw } }: Invocation): Verdict {
    if (isNsfw === true) return undefined;
    const message =
      isNsfw === undefined
        ? 'This works in age-restricted channels only, and it could not be found out whether this is one.'
        : 'This works in age-restricted channels only.';
    return { reason: 'nsfw-only', message, values: { isKnown: isNsfw !== undefined } };
  }
}
