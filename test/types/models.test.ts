/** What must compile, and what must not: the value of these tests is that the compiler reads them. */
import {
  ButtonStyle,
  ComponentType,
  type GatewayDispatchEvents,
  type GatewayDispatchPayload,
} from 'discord-api-types/v10';
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

type DataOf<Name extends `${GatewayDispatchEvents}`> = Extract<GatewayDispatchPayload, { t: `${Name}` }>['d'];

/** What entities leave out, and why. */
interface LeftOut {
  user: 'avatarDecoration'; // Discord replaced it by avatar_decoration_data.
  guild: 'region' | 'afkTimeout'; // The region moved to the channels; the time-out is afkTimeoutSeconds.
  message: 'interaction' | 'stickers'; // Replaced by interaction_metadata and sticker_items.
  attachment: 'size'; // sizeBytes
  sticker: 'asset'; // Always empty.
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
    none<Missing<Payloads.APIUser, models.User, LeftOut['user']>>();
    none<Missing<Payloads.APIGuild, models.Guild, LeftOut['guild']>>();
    none<Missing<Payloads.APIChannel, models.Channel>>();
    none<Missing<Payloads.APIGuildMember, models.Member>>();
    none<Missing<Payloads.APIMessage, models.Message, LeftOut['message']>>();
    none<Missing<Payloads.APIRole, models.Role>>();
    none<Missing<Payloads.APIEmoji, models.Emoji>>();
    none<Missing<Payloads.APIAttachment, models.Attachment, LeftOut['attachment']>>();
    none<Missing<Payloads.APIEmbed, models.Embed>>();
    none<Missing<Payloads.APIReaction, models.Reaction>>();
    none<Missing<Payloads.APISticker, models.Sticker, LeftOut['sticker']>>();
    none<Missing<Payloads.APIVoiceState, models.VoiceState>>();
  });

  it('in events of the session, of guilds and their members', () => {
    none<Missing<DataOf<'READY'>, models.ReadyEvent, 'v'>>(); // The version is what the client asked for.
    // Scheduled events of a guild are `guild.scheduledEvents`.
    none<Missing<DataOf<'GUILD_CREATE'>, models.GuildCreateEvent, LeftOut['guild'] | 'guildScheduledEvents'>>();
    none<Missing<DataOf<'GUILD_UPDATE'>, models.GuildUpdateEvent, LeftOut['guild']>>();
    none<Missing<DataOf<'GUILD_DELETE'>, models.GuildDeleteEvent>>();
    none<Missing<DataOf<'GUILD_ROLE_CREATE'>, models.GuildRoleCreateEvent>>();
    none<Missing<DataOf<'GUILD_ROLE_UPDATE'>, models.GuildRoleUpdateEvent>>();
    none<Missing<DataOf<'GUILD_ROLE_DELETE'>, models.GuildRoleDeleteEvent>>();
    none<Missing<DataOf<'GUILD_BAN_ADD'>, models.GuildBanAddEvent>>();
    none<Missing<DataOf<'GUILD_BAN_REMOVE'>, models.GuildBanRemoveEvent>>();
    none<Missing<DataOf<'GUILD_MEMBER_ADD'>, models.GuildMemberAddEvent>>();
    none<Missing<DataOf<'GUILD_MEMBER_UPDATE'>, models.GuildMemberUpdateEvent>>();
    none<Missing<DataOf<'GUILD_MEMBER_REMOVE'>, models.GuildMemberRemoveEvent>>();
  });

  it('in events of channels, messages and reactions', () => {
    none<Missing<DataOf<'CHANNEL_CREATE'>, models.ChannelCreateEvent>>();
    none<Missing<DataOf<'CHANNEL_UPDATE'>, models.ChannelUpdateEvent>>();
    none<Missing<DataOf<'CHANNEL_DELETE'>, models.ChannelDeleteEvent>>();
    none<Missing<DataOf<'CHANNEL_PINS_UPDATE'>, models.ChannelPinsUpdateEvent>>();
    none<Missing<DataOf<'THREAD_CREATE'>, models.ThreadCreateEvent>>();
    none<Missing<DataOf<'THREAD_UPDATE'>, models.ThreadUpdateEvent>>();
    none<Missing<DataOf<'THREAD_DELETE'>, models.ThreadDeleteEvent>>();
    none<Missing<DataOf<'MESSAGE_CREATE'>, models.MessageCreateEvent, LeftOut['message']>>();
    none<Missing<DataOf<'MESSAGE_UPDATE'>, models.MessageUpdateEvent, LeftOut['message']>>();
    none<Missing<DataOf<'MESSAGE_DELETE'>, models.MessageDeleteEvent>>();
    none<Missing<DataOf<'MESSAGE_DELETE_BULK'>, models.MessageDeleteBulkEvent>>();
    none<Missing<DataOf<'MESSAGE_REACTION_ADD'>, models.MessageReactionAddEvent>>();
    none<Missing<DataOf<'MESSAGE_REACTION_REMOVE'>, models.MessageReactionRemoveEvent>>();
    none<Missing<DataOf<'MESSAGE_REACTION_REMOVE_ALL'>, models.MessageReactionRemoveAllEvent>>();
    none<Missing<DataOf<'MESSAGE_REACTION_REMOVE_EMOJI'>, models.MessageReactionRemoveEmojiEvent>>();
  });

  it('in all other events', () => {
    none<Missing<DataOf<'TYPING_START'>, models.TypingStartEvent>>();
    none<Missing<DataOf<'PRESENCE_UPDATE'>, models.PresenceUpdateEvent>>();
    none<Missing<DataOf<'USER_UPDATE'>, models.UserUpdateEvent, LeftOut['user']>>();
    none<Missing<DataOf<'VOICE_STATE_UPDATE'>, models.VoiceStateUpdateEvent>>();
    none<Missing<DataOf<'VOICE_SERVER_UPDATE'>, models.VoiceServerUpdateEvent>>();
    none<Missing<DataOf<'INVITE_CREATE'>, models.InviteCreateEvent, 'maxAge'>>(); // maxAgeSeconds
    none<Missing<DataOf<'INVITE_DELETE'>, models.InviteDeleteEvent>>();
    // contextType: `context` is what a view is bound to.
    none<Missing<DataOf<'INTERACTION_CREATE'>, models.InteractionCreateEvent, 'context'>>();
  });

  it('and nothing is left out that is not missing', () => {
    none<Stale<Payloads.APIUser, models.User, LeftOut['user']>>();
    none<Stale<Payloads.APIGuild, models.Guild, LeftOut['guild']>>();
    none<Stale<Payloads.APIMessage, models.Message, LeftOut['message']>>();
    none<Stale<Payloads.APIAttachment, models.Attachment, LeftOut['attachment']>>();
    none<Stale<Payloads.APISticker, models.Sticker, LeftOut['sticker']>>();
  });

  it('which this would notice', () => {
    // @ts-expect-error -- there is no getter for the field `shuttle`.
    none<Missing<Payloads.APIUser & { shuttle: number }, models.User, LeftOut['user']>>();
  });
});

describe('views', () => {
  it('do not show their context to the outside', () => {
    const view: PayloadView = new models.User({} as Payloads.APIUser);
    // @ts-expect-error -- the context is protected.
    expect(view.context).toBeDefined();
  });
});
