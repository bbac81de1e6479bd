import { type GatewayGuildMembersChunkDispatchData } from 'discord-api-types/v10';
import * as models from 'corduroy/models';
import { dispatchSamples } from './dispatch-samples';
import { APPLICATION_ID, member, THREAD_ID, user, VOICE_ID } from './dispatch-samples/parts';
import * as payloads from './payloads';
import { recordingContext } from './recording-context';

const guildId = payloads.guild.id;

const known = recordingContext({
  guild: (id) => (id === guildId ? payloads.guild : undefined),
  channel: (id) => ({ ...payloads.channel, id }),
  user: (id) => (id === user.id ? user : undefined),
  member: (id, userId) => (id === guildId && userId === user.id ? member : undefined),
});

const samples: Readonly<Record<string, () => object | undefined>> = dispatchSamples;

/** The event of a sample, whose class is checked; with `changes` to the sample. */
function eventOf<E>(Event: abstract new (...args: never[]) => E, changes: object = {}): E {
  const { eventName } = Event as unknown as models.EventInfo;
  const data = { ...samples[eventName]?.(), ...changes };
  const event: unknown = models.createEvent(eventName, data, known);
  expect(event).toBeInstanceOf(Event);
  return event as E;
}

describe('an event whose payload is an entity is that entity', () => {
  it.each([
    ['AUTO_MODERATION_RULE_', ['CREATE', 'UPDATE', 'DELETE'], models.AutoModerationRule],
    ['ENTITLEMENT_', ['CREATE', 'UPDATE', 'DELETE'], models.Entitlement],
    ['SUBSCRIPTION_', ['CREATE', 'UPDATE', 'DELETE'], models.SkuSubscription],
    ['GUILD_SCHEDULED_EVENT_', ['CREATE', 'UPDATE', 'DELETE'], models.ScheduledEvent],
    ['GUILD_SOUNDBOARD_SOUND_', ['CREATE', 'UPDATE'], models.SoundboardSound],
    ['INTEGRATION_', ['CREATE', 'UPDATE'], models.Integration],
    ['STAGE_INSTANCE_', ['CREATE', 'UPDATE', 'DELETE'], models.StageInstance],
    ['THREAD_', ['CREATE', 'UPDATE'], models.Channel],
    ['', ['GUILD_AUDIT_LOG_ENTRY_CREATE'], models.AuditLogEntry],
    ['', ['THREAD_MEMBER_UPDATE'], models.ThreadMember],
    ['', ['PRESENCE_UPDATE'], models.Presence],
  ] as const)('%s%j', (prefix, names, Entity) => {
    for (const name of names.map((end) => `${prefix}${end}`)) {
      expect(models.createEvent(name, samples[name]?.())).toBeInstanceOf(Entity);
    }
  });

  it.each([
    models.IntegrationCreateEvent,
    models.IntegrationUpdateEvent,
    models.GuildAuditLogEntryCreateEvent,
    models.ThreadMemberUpdateEvent,
    models.PresenceUpdateEvent,
  ])('and knows the guild that only the event names: %p', (Event) => {
    const event = eventOf<{ readonly guildId: string; readonly guild: models.Guild | undefined }>(Event);
    expect(event.guildId).toBe(guildId);
    expect(event.guild?.name).toBe('Loom');
  });

  it('and finds who did it', () => {
    expect(eventOf(models.GuildAuditLogEntryCreateEvent).user?.username).toBe('nelly');
    expect(eventOf(models.ThreadMemberUpdateEvent).user?.username).toBe('nelly');
    expect(eventOf(models.ThreadMemberUpdateEvent).member?.displayName).toBe('Nell');
    expect(eventOf(models.ThreadMemberUpdateEvent).channel?.id).toBe(THREAD_ID);
  });
});

describe('an event that tells of a user finds the user and the member where they are remembered', () => {
  it.each([
    models.AutoModerationActionExecutionEvent,
    models.GuildScheduledEventUserAddEvent,
    models.GuildScheduledEventUserRemoveEvent,
    models.MessagePollVoteAddEvent,
    models.MessagePollVoteRemoveEvent,
    models.VoiceChannelEffectSendEvent,
  ])('%p', (Event) => {
    const event = eventOf<{
      readonly user: models.User | undefined;
      readonly member: models.Member | undefined;
      readonly guild: models.Guild | undefined;
    }>(Event);
    expect(event.user?.username).toBe('nelly');
    expect(event.member?.displayName).toBe('Nell');
    expect(event.guild?.name).toBe('Loom');
  });

  it.each([models.MessageReactionAddEvent, models.TypingStartEvent])(
    'and when the member in it does not name its user: %p',
    (Event) => {
      const { user: _, ...nameless } = member;
      expect(eventOf<{ readonly user: models.User | undefined }>(Event, { member: nameless }).user?.id).toBe(user.id);
    },
  );
});

describe('events of guilds', () => {
  it('hold emojis, stickers and sounds as entities, made once', () => {
    const emojis = eventOf(models.GuildEmojisUpdateEvent);
    expect(emojis.emojis[0]?.mention).toBe('<:LUL:41771983429993937>');
    expect(emojis.emojis).toBe(emojis.emojis);
    expect(eventOf(models.GuildStickersUpdateEvent).stickers[0]?.name).toBe('Wave');
    expect(eventOf(models.GuildSoundboardSoundsUpdateEvent).soundboardSounds[0]?.name).toBe('Clack');
    expect(eventOf(models.SoundboardSoundsEvent).soundboardSounds[0]?.guild?.name).toBe('Loom');
    expect(eventOf(models.GuildSoundboardSoundDeleteEvent).soundId).toBe('1106714396018884649');
  });

  it('tell which exceptions a command has', () => {
    const event = eventOf(models.ApplicationCommandPermissionsUpdateEvent);
    expect(event.id).toBe(event.applicationId);
    expect(event.permissions).toEqual([{ id: payloads.role.id, type: 1, permission: false }]);
  });

  it('tell what automatic moderation did', () => {
    const event = eventOf(models.AutoModerationActionExecutionEvent);
    expect(event.action).toEqual({ type: 2, metadata: { channelId: payloads.channel.id } });
    expect(event.channel?.name).toBe('general');
    expect(eventOf(models.AutoModerationActionExecutionEvent, { channel_id: undefined }).channel).toBeUndefined();
  });

  it('bring members by parts, with presences that know their guild', () => {
    const event = eventOf(models.GuildMembersChunkEvent);
    expect(event.members[0]?.guildId).toBe(guildId);
    expect(event.presences?.[0]?.guild?.name).toBe('Loom');
    expect(event.presences).toBe(event.presences);
    expect([event.chunkIndex, event.chunkCount, event.nonce]).toEqual([0, 1, 'n1']);
    expect(event.notFound).toEqual(['80351110224678913']);
    const bare: Partial<GatewayGuildMembersChunkDispatchData> = { presences: undefined, not_found: undefined };
    const { presences, notFound } = eventOf(models.GuildMembersChunkEvent, bare);
    expect([presences, notFound]).toEqual([undefined, []]);
  });

  it('name what is gone', () => {
    const { id, applicationId } = eventOf(models.IntegrationDeleteEvent);
    expect([id, applicationId]).toEqual(['33590653072239123', APPLICATION_ID]);
    expect(eventOf(models.GuildRoleCreateEvent).roleId).toBe(payloads.role.id);
  });

  it('of one that an outage keeps away can be read although nearly everything is missing', () => {
    const event = models.createEvent('GUILD_CREATE', { id: guildId, unavailable: true }, known);
    const guild = event as unknown as models.GuildCreateEvent;
    expect(guild.unavailable).toBe(true);
    expect([guild.roles, guild.emojis, guild.stickers]).toEqual([[], [], []]);
    expect([guild.channels.size, guild.members.size]).toEqual([0, 0]);
    expect(guild.joinedAt.getTime()).toBeNaN();
  });
});

describe('events of channels and threads', () => {
  it('tell since when people talk, as dates', () => {
    const info = eventOf(models.ChannelInfoEvent);
    expect(info.channels).toEqual([
      { id: VOICE_ID, status: 'Carding', voiceStartTime: new Date('2026-01-01T00:00:00Z') },
      { id: THREAD_ID, status: null, voiceStartTime: null },
    ]);
    expect(info.channels).toBe(info.channels);
    const started = eventOf(models.VoiceChannelStartTimeUpdateEvent);
    expect(started.voiceStartTime).toEqual(new Date('2026-01-01T00:00:00Z'));
    expect(started.channel?.id).toBe(VOICE_ID);
    expect(eventOf(models.VoiceChannelStartTimeUpdateEvent, { voice_start_time: null }).voiceStartTime).toBeNull();
    expect(eventOf(models.VoiceChannelStatusUpdateEvent).status).toBe('Carding');
  });

  it('bring threads and who is in them', () => {
    const synced = eventOf(models.ThreadListSyncEvent);
    expect(synced.threads[0]?.isThread()).toBe(true);
    expect(synced.members[0]?.guild?.name).toBe('Loom');
    expect(synced.channelIds).toEqual([payloads.channel.id]);
    const changed = eventOf(models.ThreadMembersUpdateEvent);
    expect(changed.addedMembers[0]?.member?.guildId).toBe(guildId);
    expect(changed.addedMembers[0]?.user?.username).toBe('nelly');
    expect(changed.channel?.id).toBe(THREAD_ID);
    const left = eventOf(models.ThreadMembersUpdateEvent, { added_members: undefined });
    expect([left.addedMembers, left.removedMemberIds]).toEqual([[], ['80351110224678913']]);
  });

  it('say where webhooks changed', () => {
    const event = eventOf(models.WebhooksUpdateEvent);
    expect([event.guild?.name, event.channel?.name]).toEqual(['Loom', 'general']);
  });
});

describe('events of voice effects', () => {
  it('name sounds by texts, whether Discord sends a number or a text', () => {
    expect(eventOf(models.VoiceChannelEffectSendEvent).soundId).toBe('1');
    expect(eventOf(models.VoiceChannelEffectSendEvent, { sound_id: '1106714396018884649' }).soundId).toBe(
      '1106714396018884649',
    );
    expect(eventOf(models.VoiceChannelEffectSendEvent, { sound_id: undefined }).soundId).toBeUndefined();
  });

  it('need not have an emoji', () => {
    expect(eventOf(models.VoiceChannelEffectSendEvent).emoji?.name).toBe('LUL');
    expect(eventOf(models.VoiceChannelEffectSendEvent, { emoji: null }).emoji).toBeUndefined();
  });
});

describe('an event of too many commands', () => {
  it('says how long to wait and which command it was', () => {
    const event = eventOf(models.RateLimitedEvent);
    expect([event.opcode, event.retryAfterMs]).toEqual([8, 23_500]);
    expect(event.meta).toEqual({ guildId, nonce: 'n1' });
  });
});
