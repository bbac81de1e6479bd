/** Which events of people in voice are derived from which states. */
import {
  type AnyEvent,
  type UserVoiceJoinEvent,
  type UserVoiceLeaveEvent,
  type UserVoiceMoveEvent,
  type UserVoiceUpdateEvent,
} from 'corduroy';
import { channel, closeAll, Fed, guild, GUILD, member, voice } from './support';

afterEach(closeAll);

const inGuild = (payload: object): object => ({ ...payload, guild_id: GUILD });
const TALK = { channels: [channel('10'), channel('20', { type: 2 }), channel('21', { type: 2 })] };
const FULL = {
  self_deaf: false,
  self_mute: false,
  self_video: false,
  suppress: false,
  request_to_speak_timestamp: null,
};
const full = (channelId: string | null, more: object = {}): object =>
  inGuild(voice('1', channelId, { ...FULL, ...more }));

function fed(): Fed {
  return new Fed().begin(guild(TALK));
}

const oldOf = (events: readonly AnyEvent[]): unknown => (events[0] as UserVoiceUpdateEvent).oldAttributes;

describe('a voice state', () => {
  it('of somebody who was nowhere is a join, without a channel it is nothing [seed 86]', () => {
    const on = fed();
    expect(on.derived('VOICE_STATE_UPDATE', full(null))).toEqual([]);
    const [event] = on.derive('VOICE_STATE_UPDATE', full('20', { member: member('1') })) as [UserVoiceJoinEvent];
    expect(event.constructor.name).toBe('UserVoiceJoinEvent');
    expect([event.guildId, event.channelId, event.userId, event.voiceState.sessionId]).toEqual([
      GUILD,
      '20',
      '1',
      'session 1',
    ]);
    expect([event.guild?.name, event.channel?.id, event.user?.username]).toEqual(['Loom', '20', 'user 1']);
  });

  it('with the channel null is a leave, with the channel that was left [seed 87]', () => {
    const on = fed();
    on.hear('VOICE_STATE_UPDATE', full('20'));
    const [event, more] = on.derive('VOICE_STATE_UPDATE', full(null)) as [UserVoiceLeaveEvent, undefined];
    expect([event.constructor.name, event.oldChannelId, event.oldChannel?.id, event.channelId, more]).toEqual([
      'UserVoiceLeaveEvent',
      '20',
      '20',
      null,
      undefined,
    ]);
    expect(on.cache.voiceStates(GUILD).size).toBe(0);
    expect(on.derived('VOICE_STATE_UPDATE', full(null))).toEqual([]);
  });

  it('with another channel is a move, and no leave and join [seed 88]', () => {
    const on = fed();
    on.hear('VOICE_STATE_UPDATE', full('20'));
    const [event, more] = on.derive('VOICE_STATE_UPDATE', full('21')) as [UserVoiceMoveEvent, undefined];
    expect([event.constructor.name, event.oldChannelId, event.channelId, more]).toEqual([
      'UserVoiceMoveEvent',
      '20',
      '21',
      undefined,
    ]);
  });

  it.each([
    ['deaf', { deaf: true }, { deaf: false }],
    ['mute', { mute: true }, { mute: false }],
    ['selfDeaf', { self_deaf: true }, { selfDeaf: false }],
    ['selfMute', { self_mute: true }, { selfMute: false }],
    ['selfStream', { self_stream: true }, { selfStream: false }],
    ['selfVideo', { self_video: true }, { selfVideo: false }],
    ['suppress', { suppress: true }, { suppress: false }],
    [
      'requestToSpeakTimestamp',
      { request_to_speak_timestamp: '2026-06-01T00:00:00.000Z' },
      { requestToSpeakTimestamp: null },
    ],
    ['sessionId', { session_id: 'another' }, { sessionId: 'session 1' }],
    ['two at once', { mute: true, self_video: true }, { mute: false, selfVideo: false }],
  ])('with another %s is an update, with the old values of what changed alone [seed 89]', (_, more, old) => {
    const on = fed();
    on.hear('VOICE_STATE_UPDATE', full('20'));
    const events = on.derive('VOICE_STATE_UPDATE', full('20', more));
    expect(events.map((event) => event.constructor.name)).toEqual(['UserVoiceUpdateEvent']);
    expect(oldOf(events)).toEqual(old);
    expect(on.derived('VOICE_STATE_UPDATE', full('20', more))).toEqual([]);
  });

  it('an old time is a Date', () => {
    const on = fed();
    on.hear('VOICE_STATE_UPDATE', full('20', { request_to_speak_timestamp: '2026-06-01T00:00:00.000Z' }));
    expect(oldOf(on.derive('VOICE_STATE_UPDATE', full('20')))).toEqual({
      requestToSpeakTimestamp: new Date('2026-06-01T00:00:00.000Z'),
    });
  });

  it.each([
    ['21', ['UserVoiceUpdateEvent', 'UserVoiceMoveEvent']],
    [null, ['UserVoiceUpdateEvent', 'UserVoiceLeaveEvent']],
    ['20', ['UserVoiceUpdateEvent']],
  ])('that changes a flag and goes to %p tells the update first', (to, names) => {
    const on = fed();
    on.hear('VOICE_STATE_UPDATE', full('20'));
    expect(on.derived('VOICE_STATE_UPDATE', full(to, { self_mute: true }))).toEqual(names);
  });

  it('of a guild that is not known, or of none, is nothing', () => {
    const on = fed();
    expect(on.derived('VOICE_STATE_UPDATE', { ...voice('1', '20'), guild_id: '7' })).toEqual([]);
    expect(on.derived('VOICE_STATE_UPDATE', voice('1', '20'))).toEqual([]);
  });
});

describe('people in voice', () => {
  const inVoice = (...ids: string[]): object => ({ ...TALK, voice_states: ids.map((id) => voice(id, '20', FULL)) });

  it('who are there when the guild is first told bring nothing', () => {
    const on = new Fed();
    on.hear('READY', { user: { id: '9' }, guilds: [{ id: GUILD }] });
    expect(on.derived('GUILD_CREATE', guild(inVoice('1', '2')))).toEqual(['GuildAvailableEvent']);
  });

  it('who left, came or moved while the session was lost are told when the guild comes again [seed 118]', () => {
    const on = new Fed().begin(guild(inVoice('1', '2')));
    on.hear('READY', { user: { id: '9' }, guilds: [{ id: GUILD }] });
    const later = { ...TALK, voice_states: [voice('2', '21', FULL), voice('3', '20', FULL)] };
    const events = on.derive('GUILD_CREATE', guild(later)) as UserVoiceJoinEvent[];
    expect(events.map((event) => [event.constructor.name, event.userId])).toEqual([
      ['UserVoiceLeaveEvent', '1'],
      ['UserVoiceMoveEvent', '2'],
      ['UserVoiceJoinEvent', '3'],
    ]);
    expect(on.cache.voiceStates(GUILD).map(({ userId }) => userId)).toEqual(['2', '3']);
  });

  it('leave with the guild: as members, and when the bot itself goes [seed 87]', () => {
    const on = new Fed().begin(guild(inVoice('1', '2')));
    const [event] = on.derive('GUILD_MEMBER_REMOVE', { guild_id: GUILD, user: { id: '1' } }) as [UserVoiceLeaveEvent];
    expect([event.constructor.name, event.oldChannelId, event.channelId]).toEqual(['UserVoiceLeaveEvent', '20', null]);
    expect(on.derived('GUILD_DELETE', { id: GUILD, unavailable: true })).toEqual(['GuildUnavailableEvent']);
    expect(on.derived('GUILD_DELETE', { id: GUILD })).toEqual(['UserVoiceLeaveEvent', 'GuildLeaveEvent']);
  });

  it('whom the cache forgot for want of room are not told to have joined again', () => {
    const on = new Fed({ voiceStates: { max: 1 } }).begin(guild(TALK));
    on.hear('VOICE_STATE_UPDATE', full('20'));
    expect(on.derived('VOICE_STATE_UPDATE', inGuild(voice('2', '20', FULL)))).toEqual([]);
    expect(on.derived('VOICE_STATE_UPDATE', full('20', { mute: true }))).toEqual([]);
    expect(on.derived('VOICE_STATE_UPDATE', full(null, { mute: true }))).toEqual(['UserVoiceLeaveEvent']);
  });

  it('whom a filter leaves out are told to have moved, not to have left', () => {
    const on = new Fed({ voiceStates: { filter: ({ channel_id: at }) => at === '20' } }).begin(guild(TALK));
    expect(on.derived('VOICE_STATE_UPDATE', full('20'))).toEqual(['UserVoiceJoinEvent']);
    expect(on.derived('VOICE_STATE_UPDATE', full('21'))).toEqual(['UserVoiceMoveEvent']);
  });
});
