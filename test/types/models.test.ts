/** What must compile, and what must not: the value of these tests is that the compiler reads them. */
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type * as Payloads from 'discord-api-types/v10';
import {
  type AnyEvent,
  type CamelKey,
  type ChannelEditBody,
  type ChannelId,
  type EventClass,
  type EventOf,
  type GuildId,
  type MemberEditBody,
  type MessageCreateBody,
  type MessageEditBody,
  type PayloadView,
  type UserId,
} from 'corduroy/models';
import * as models from 'corduroy/models';

/** Fields of any kind of a payload, by the names that views give them. */
type CamelFields<Raw> = Raw extends unknown ? CamelKey<keyof Raw & string> : never;

/** Fields of a payload that a view does not give and that nobody left out on purpose. */
type Missing<Raw, View, LeftOut extends string = never> = Exclude<CamelFields<Raw>, keyof View | LeftOut>;

/** Names left out on purpose that are no longer missing, or no longer there. */
type Stale<Raw, View, LeftOut extends string> = Exclude<LeftOut, Exclude<CamelFields<Raw>, keyof View>>;

/** Compiles only for a type without members. */
function none<_T extends never>(): void {
  expect(true).toBe(true);
}

/** Makes the compiler's complaint say where: `User.email`. */
type Named<View extends string, Field extends string> = `${View}.${Field}`;

/** Entities by the names of their classes. Events have a test of their own. */
type Entities = {
  [Name in keyof typeof models as EntityOf<(typeof models)[Name]> extends never ? never : Name]: EntityOf<
    (typeof models)[Name]
  >;
};

type EntityOf<Class> = Class extends typeof PayloadView | { readonly eventName: string }
  ? never
  : Class extends abstract new (...args: never[]) => infer View
    ? Extract<View, PayloadView>
    : never;

type LeftOutOf<Name> = Name extends keyof LeftOut ? LeftOut[Name] : never;

/** What views leave out, and why. */
interface LeftOut {
  Application: 'summary'; // Always empty; Discord removes it.
  ApplicationCommand: 'defaultPermission' | 'dmPermission'; // Replaced by defaultMemberPermissions and contexts.
  Attachment: 'size'; // sizeBytes
  AuditLog: 'auditLogEntries' | 'guildScheduledEvents'; // entries, scheduledEvents
  Guild: 'region' | 'afkTimeout'; // The region moved to the channels; the time-out is afkTimeoutSeconds.
  Integration: 'expireGracePeriod'; // expireGracePeriodDays
  Invite: 'maxAge' | 'stageInstance'; // maxAgeSeconds; Discord no longer tells of the stage.
  LobbyMessage: 'lobbyMember'; // All that it has is additionalName.
  Message: 'interaction' | 'stickers'; // Replaced by interaction_metadata and sticker_items.
  ScheduledEvent: 'scheduledStartTime' | 'scheduledEndTime' | 'entityMetadata'; // scheduledStartAt, …EndAt, location
  ScheduledEventUser: 'guildScheduledEventId' | 'guildScheduledEventExceptionId'; // Without `guild`.
  SoundboardSound: 'soundId'; // id
  StageInstance: 'discoverableDisabled'; // Stages are no longer discovered.
  Sticker: 'asset'; // Always empty.
  User: 'avatarDecoration'; // Discord replaced it by avatar_decoration_data.
}

describe('ids', () => {
  const inGuild = (id: GuildId): GuildId => id;

  it('pass as plain strings', () => {
    expect(inGuild('197038439483310086')).toBe('197038439483310086');
  });

  it('of one kind do not pass for another', () => {
    const channel: ChannelId = '1';
    const user: UserId = '2';
    // @ts-expect-error -- a channel's id is no guild's id.
    inGuild(channel);
    // @ts-expect-error -- a user's id is no guild's id.
    inGuild(user);
    expect(channel).not.toBe(user);
  });

  it('keep their kind through views and their actions', () => {
    const message = new models.Message({ channel_id: '1' } as Payloads.APIMessage);
    // @ts-expect-error -- a channel's id is no guild's id.
    inGuild(message.channelId);
    const member = new models.Member({ roles: [] } as unknown as Payloads.APIGuildMember);
    // @ts-expect-error -- a channel's id is no role's id.
    member.hasRole(message.channelId);
    expect(member.roles).toEqual([]);
  });
});

describe('events', () => {
  const subscribe = <E extends AnyEvent>(Event: EventClass<E>, _handler: (event: E) => unknown): string =>
    Event.eventName;

  it('of one shape do not pass for one another', () => {
    const onBan = (event: models.GuildBanAddEvent): string => event.userId;
    const onMessage = (event: models.MessageCreateEvent): string => event.content;
    const lifted = new models.GuildBanRemoveEvent({ user: { id: '1' } } as never);
    const updated = new models.MessageUpdateEvent({ content: 'x' } as never);
    // @ts-expect-error -- lifting a ban is no ban, although both payloads look the same.
    expect(onBan(lifted)).toBe('1');
    // @ts-expect-error -- an updated message is no new one.
    expect(onMessage(updated)).toBe('x');
  });

  it('fit the handlers that take them, and those that take any', () => {
    expect(subscribe(models.MessageCreateEvent, (event) => event.author.bot)).toBe('MESSAGE_CREATE');
    expect(subscribe(models.GuildCreateEvent, (event: AnyEvent) => event)).toBe('GUILD_CREATE');
    expect(subscribe(models.GatewayEvent, (event) => event)).toBe('*');
    // @ts-expect-error -- the handler takes another event.
    subscribe(models.GuildBanRemoveEvent, (event: models.GuildBanAddEvent) => event);
    // @ts-expect-error -- an entity is no event.
    expect(subscribe(models.Message, (event) => event)).toBeUndefined();
  });

  it('are found from their class', () => {
    const event: EventOf<typeof models.ReadyEvent> = new models.ReadyEvent({ session_id: 'x' } as never);
    expect(event.sessionId).toBe('x');
  });

  it('that extend an entity know what the gateway adds', () => {
    type Id = models.GuildMemberAddEvent['guildId'];
    const id: Id = '1';
    // @ts-expect-error -- the guild of a member event is never unknown.
    const unknown: Id = undefined;
    expect(id).not.toBe(unknown);
  });
});

describe('bodies', () => {
  it('take camelCase fields, views and dates', () => {
    const embed = new models.Embed({ title: 'x' });
    const body: MessageCreateBody = {
      content: 'x',
      embeds: [embed, { title: 'y', timestamp: new Date(0), footer: { text: 'z', iconUrl: 'u' } }],
      allowedMentions: { parse: [], repliedUser: false },
      stickerIds: ['1'],
      components: [
        {
          type: ComponentType.ActionRow,
          components: [{ type: ComponentType.Button, style: ButtonStyle.Primary, customId: 'a', label: 'b' }],
        },
      ],
    };
    const edit: MessageEditBody = { content: null };
    const channel: ChannelEditBody = { rateLimitPerUser: 5, parentId: null };
    const member: MemberEditBody = { communicationDisabledUntil: new Date(0), nick: null };
    expect([body, edit, channel, member]).toHaveLength(4);
  });

  it('refuse what Discord would', () => {
    const bodies: MessageCreateBody[] = [
      // @ts-expect-error -- a text is no number.
      { content: 7 },
      // @ts-expect-error -- the author's names are camelCase.
      { sticker_ids: ['1'] },
      // @ts-expect-error -- there is no such field.
      { contents: 'x' },
      // @ts-expect-error -- a new message has nothing to clear.
      { content: null },
      // @ts-expect-error -- a user is no embed.
      { embeds: [new models.User({} as Payloads.APIUser)] },
      // @ts-expect-error -- a field has a value.
      { embeds: [{ fields: [{ name: 'x' }] }] },
      // @ts-expect-error -- a title is no date.
      { embeds: [{ title: new Date(0) }] },
    ];
    expect(bodies).toHaveLength(7);
  });
});

describe('every field of a payload has a getter, or is left out for a reason', () => {
  it('in entities', () => {
    none<Missing<Payloads.APIUser, models.User, LeftOut['User']>>();
    none<Missing<Payloads.APIGuild, models.Guild, LeftOut['Guild']>>();
    none<Missing<Payloads.APIChannel, models.Channel>>();
    none<Missing<Payloads.APIGuildMember, models.Member>>();
    none<Missing<Payloads.APIMessage, models.Message, LeftOut['Message']>>();
    none<Missing<Payloads.APIRole, models.Role>>();
    none<Missing<Payloads.APIEmoji, models.Emoji>>();
    none<Missing<Payloads.APIAttachment, models.Attachment, LeftOut['Attachment']>>();
    none<Missing<Payloads.APIEmbed, models.Embed>>();
    none<Missing<Payloads.APIReaction, models.Reaction>>();
    none<Missing<Payloads.APISticker, models.Sticker, LeftOut['Sticker']>>();
    none<Missing<Payloads.APIVoiceState, models.VoiceState>>();
    none<Missing<Payloads.GatewayPresenceUpdate, models.Presence>>();
  });

  it('in every entity, of the payload that it says it holds', () => {
    none<
      {
        [Name in keyof Entities]: Named<Name, Missing<Entities[Name]['raw'], Entities[Name], LeftOutOf<Name>>>;
      }[keyof Entities]
    >();
  });

  it('and nothing is left out that is not missing', () => {
    none<
      {
        [Name in keyof LeftOut]: Named<Name, Stale<Entities[Name]['raw'], Entities[Name], LeftOut[Name]>>;
      }[keyof LeftOut]
    >();
  });

  it('which this would notice', () => {
    // @ts-expect-error -- there is no getter for the field `shuttle`.
    none<Missing<Payloads.APIUser & { shuttle: number }, models.User, LeftOut['User']>>();
    // @ts-expect-error -- the getter for `id` is there.
    none<Stale<Payloads.APIUser, models.User, 'id'>>();
  });
});

describe('views', () => {
  it('do not show their context to the outside', () => {
    const view: PayloadView = new models.User({} as Payloads.APIUser);
    // @ts-expect-error -- the context is protected.
    expect(view.context).toBeDefined();
  });
});
