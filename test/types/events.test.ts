/** What every event gives, held by the compiler against what discord-api-types says that its dispatch carries. */
import { type GatewayDispatchEvents, type GatewayDispatchPayload } from 'discord-api-types/v10';
import { type CamelKey, type EventBrand } from 'corduroy/models';
import type * as models from 'corduroy/models';

type Dispatches = `${GatewayDispatchEvents}`;

/** The data of a dispatch. A dispatch without data has no fields. */
type DataOf<Name extends Dispatches, Payload = GatewayDispatchPayload> = Payload extends {
  readonly t: infer Names extends string;
  readonly d: infer Data;
}
  ? Name extends `${Names}`
    ? Data extends object
      ? Data
      : never
    : never
  : never;

/** Events by the names of their dispatches. Events that are made inside are not among them. */
type EventOf = {
  [
    Class in keyof typeof models as (typeof models)[Class] extends { readonly eventName: infer Name extends Dispatches }
      ? Name
      : never
  ]: (typeof models)[Class] extends abstract new (...args: never[]) => infer Event ? Event : never;
};

/** Fields of any kind of a payload, by the names that views give them. */
type CamelFields<Raw> = Raw extends unknown ? CamelKey<keyof Raw & string> : never;

/** What events leave out, and why. */
interface LeftOut {
  GUILD_CREATE: GuildField | 'guildScheduledEvents'; // scheduledEvents
  GUILD_SCHEDULED_EVENT_CREATE: PlanField;
  GUILD_SCHEDULED_EVENT_DELETE: PlanField;
  GUILD_SCHEDULED_EVENT_UPDATE: PlanField;
  GUILD_SOUNDBOARD_SOUND_CREATE: 'soundId'; // id
  GUILD_SOUNDBOARD_SOUND_UPDATE: 'soundId'; // id
  GUILD_UPDATE: GuildField;
  INTEGRATION_CREATE: 'expireGracePeriod'; // expireGracePeriodDays
  INTEGRATION_UPDATE: 'expireGracePeriod'; // expireGracePeriodDays
  INTERACTION_CREATE: 'context'; // contextType: `context` is what a view is bound to.
  INVITE_CREATE: 'maxAge'; // maxAgeSeconds
  MESSAGE_CREATE: MessageField;
  MESSAGE_UPDATE: MessageField;
  RATE_LIMITED: 'retryAfter'; // retryAfterMs
  READY: 'v'; // The version is what the client asked for.
  STAGE_INSTANCE_CREATE: 'discoverableDisabled'; // Stages are no longer discovered.
  STAGE_INSTANCE_DELETE: 'discoverableDisabled';
  STAGE_INSTANCE_UPDATE: 'discoverableDisabled';
  USER_UPDATE: 'avatarDecoration'; // Discord replaced it by avatar_decoration_data.
}

/** The region moved to the channels; the time-out is afkTimeoutSeconds. */
type GuildField = 'region' | 'afkTimeout';

/** Discord replaced them by interaction_metadata and sticker_items. */
type MessageField = 'interaction' | 'stickers';

/** scheduledStartAt, scheduledEndAt, location */
type PlanField = 'scheduledStartTime' | 'scheduledEndTime' | 'entityMetadata';

type LeftOutOf<Name> = Name extends keyof LeftOut ? LeftOut[Name] : never;

/** Fields of a dispatch that its event does not give and that nobody left out on purpose: `MESSAGE_CREATE.content`. */
type Missing<Name extends keyof EventOf> =
  `${Name}.${Exclude<CamelFields<DataOf<Name>>, keyof EventOf[Name] | LeftOutOf<Name>>}`;

/** Fields left out on purpose that are given by now, or that Discord no longer sends. */
type Stale<Name extends keyof EventOf> =
  `${Name}.${Exclude<LeftOutOf<Name>, Exclude<CamelFields<DataOf<Name>>, keyof EventOf[Name]>>}`;

/** Events that do not hold what their dispatch carries, or say nothing of what they hold. */
type Misread<Name extends keyof EventOf> = EventOf[Name] extends { readonly raw: infer Raw }
  ? 0 extends 1 & Raw
    ? Name
    : DataOf<Name> extends Raw
      ? never
      : Name
  : Name;

/** Compiles only for a type without members. */
function none<_T extends never>(): void {
  expect(true).toBe(true);
}

describe('the compiler knows', () => {
  it('a class for each of Discord’s dispatches', () => {
    none<Exclude<Dispatches, keyof EventOf>>();
  });

  it('that each is branded with the name of its dispatch', () => {
    none<{ [Name in keyof EventOf]: EventOf[Name] extends EventBrand<Name> ? never : Name }[keyof EventOf]>();
  });

  it('a getter for each field of each dispatch, or that it is left out for a reason', () => {
    none<{ [Name in keyof EventOf]: Missing<Name> }[keyof EventOf]>();
    none<{ [Name in keyof EventOf]: Stale<Name> }[keyof EventOf]>();
  });

  it('that each takes what its dispatch carries', () => {
    none<{ [Name in keyof EventOf]: Misread<Name> }[keyof EventOf]>();
  });

  it('when one is missing', () => {
    // @ts-expect-error -- no event has the name LOOM_WARPED.
    none<Exclude<Dispatches | 'LOOM_WARPED', keyof EventOf>>();
    // @ts-expect-error -- a message has more fields than an event without getters gives.
    none<Exclude<CamelFields<DataOf<'MESSAGE_CREATE'>>, keyof models.PayloadView>>();
  });
});
