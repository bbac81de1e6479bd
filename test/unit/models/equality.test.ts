/** Which views are the same thing: by their ids, whatever else their payloads say. */
import * as models from 'corduroy/models';
import {
  Ban,
  Connection,
  Emoji,
  Entity,
  eventNameOf,
  Guild,
  GuildOnboarding,
  GuildTemplate,
  Invite,
  LobbyMember,
  Member,
  Message,
  MessageCreateEvent,
  PayloadView,
  Presence,
  Reaction,
  Role,
  ScheduledEventUser,
  SoundboardSound,
  ThreadMember,
  VoiceState,
} from 'corduroy/models';
import * as payloads from './payloads';

interface AnyEntity {
  equals(other: unknown): boolean;
}

type EntityClass = new (raw: object) => AnyEntity;

/** Views that nothing tells apart. */
const WITHOUT_IDENTITY = ['AuditLog', 'Embed', 'RoleConnection'];

const user = (id: string): { user: object } => ({ user: { ...payloads.user, id } });
const emoji = (id: string | null, name: string): { emoji: object } => ({ emoji: { id, name } });

/** Entities that are identified by more than an id: the same one twice, and another one. */
const COMPOSITE: Readonly<Record<string, readonly [AnyEntity, AnyEntity, ...AnyEntity[]]>> = {
  Ban: [
    new Ban({ ...user('1'), reason: null } as never, undefined, '5'),
    new Ban({ ...user('1'), reason: 'moths' } as never, undefined, '5'),
    new Ban({ ...user('2'), reason: null } as never, undefined, '5'),
    new Ban({ ...user('1'), reason: null } as never, undefined, '6'),
  ],
  Connection: [
    new Connection({ id: '1', type: 'github', name: 'a' } as never),
    new Connection({ id: '1', type: 'github' } as never),
    new Connection({ id: '1', type: 'steam' } as never),
  ],
  Emoji: [
    new Emoji({ id: '1', name: 'a' }),
    new Emoji({ id: '1', name: 'b' }),
    new Emoji({ id: '2', name: 'a' }),
    new Emoji({ id: null, name: 'a' }),
  ],
  GuildOnboarding: [
    new GuildOnboarding({ guild_id: '5', enabled: true } as never),
    new GuildOnboarding({ guild_id: '5' } as never),
    new GuildOnboarding({ guild_id: '6' } as never),
  ],
  GuildTemplate: [
    new GuildTemplate({ code: 'a', name: 'x' } as never),
    new GuildTemplate({ code: 'a' } as never),
    new GuildTemplate({ code: 'b' } as never),
  ],
  Invite: [
    new Invite({ code: 'a' } as never),
    new Invite({ code: 'a', uses: 1 } as never),
    new Invite({ code: 'b' } as never),
  ],
  LobbyMember: [
    new LobbyMember({ id: '1' } as never, undefined, '7'),
    new LobbyMember({ id: '1', flags: 1 } as never, undefined, '7'),
    new LobbyMember({ id: '1' } as never, undefined, '8'),
  ],
  Member: [
    new Member(payloads.member, undefined, '5'),
    new Member({ ...payloads.member, nick: 'other' }, undefined, '5'),
    new Member({ ...payloads.member }, undefined, '6'),
  ],
  Presence: [
    new Presence({ ...user('1'), guild_id: '5', status: 'idle' } as never),
    new Presence({ ...user('1'), status: 'dnd' } as never, undefined, '5'),
    new Presence({ ...user('2'), guild_id: '5' } as never),
    new Presence({ ...user('1'), guild_id: '6' } as never),
  ],
  Reaction: [
    new Reaction(emoji('1', 'a') as never, undefined, '3', '4'),
    new Reaction({ ...emoji('1', 'renamed'), count: 2 } as never, undefined, '3', '4'),
    new Reaction(emoji('1', 'a') as never, undefined, '3', '5'),
    new Reaction(emoji('2', 'a') as never, undefined, '3', '4'),
  ],
  ScheduledEventUser: [
    new ScheduledEventUser({ ...user('1'), guild_scheduled_event_id: '9' } as never),
    new ScheduledEventUser({ ...user('1'), guild_scheduled_event_id: '9', member: {} } as never),
    new ScheduledEventUser({ ...user('1'), guild_scheduled_event_id: '8' } as never),
  ],
  SoundboardSound: [
    new SoundboardSound({ sound_id: '1', name: 'a' } as never),
    new SoundboardSound({ sound_id: '1' } as never),
    new SoundboardSound({ sound_id: '2' } as never),
  ],
  ThreadMember: [
    new ThreadMember({ id: '3', user_id: '1', flags: 0 } as never),
    new ThreadMember({ id: '3', user_id: '1', flags: 1 } as never),
    new ThreadMember({ id: '3', user_id: '2' } as never),
    new ThreadMember({ id: '4', user_id: '1' } as never),
  ],
  VoiceState: [
    new VoiceState({ user_id: '1', guild_id: '5' } as never),
    new VoiceState({ user_id: '1', channel_id: '3' } as never, undefined, '5'),
    new VoiceState({ user_id: '1', guild_id: '6' } as never),
  ],
};

const views = Object.entries(models as Record<string, unknown>).filter(
  (entry): entry is [string, EntityClass] =>
    typeof entry[1] === 'function' && entry[1].prototype instanceof PayloadView && !('eventName' in entry[1]),
);
const entities = views.filter(([, View]) => View.prototype instanceof Entity);

describe('equality', () => {
  it('is told by every view of a thing', () => {
    const names = views.filter(([, View]) => !(View.prototype instanceof Entity)).map(([name]) => name);
    expect(names.filter((name) => name !== 'Entity' && !name.endsWith('Event')).sort()).toEqual(WITHOUT_IDENTITY);
    expect(entities.length).toBeGreaterThan(30);
  });

  it.each(entities.filter(([name]) => !(name in COMPOSITE)))('of %s is that of the id', (_name, View) => {
    const [one, same, other] = [new View({ id: '1', a: 1 }), new View({ id: '1' }), new View({ id: '2' })];
    expect([one.equals(same), one.equals(other)]).toEqual([true, false]);
    expect([one.equals({ id: '1' }), one.equals({ id: '2' })]).toEqual([true, false]);
    expect([one.equals(undefined), one.equals(null)]).toEqual([false, false]);
  });

  it.each(Object.entries(COMPOSITE))('of %s is that of all that identifies it', (_name, [one, same, ...others]) => {
    expect([one.equals(same), same.equals(one)]).toEqual([true, true]);
    for (const other of others) expect([one.equals(other), other.equals(one)]).toEqual([false, false]);
  });

  it('is not there between things of different kinds, even where Discord gives both one id', () => {
    const everyone = new Role({ ...payloads.role, id: payloads.guild.id });
    expect(everyone.equals(new Guild(payloads.guild))).toBe(false);
    const member = new Member(payloads.member, undefined, '5');
    expect(member.equals(new models.User(payloads.user) as never)).toBe(false);
  });

  it('is there between an entity and the event that is one', () => {
    const event = new MessageCreateEvent(payloads.messageCreate);
    expect(eventNameOf(event)).toBe('MESSAGE_CREATE');
    const message = new Message({ ...payloads.messageCreate, content: 'before' });
    expect([event.equals(message), message.equals(event)]).toEqual([true, true]);
  });

  it('of what lacks an id is there with itself alone', () => {
    const raw = { ...payloads.member };
    const member = new Member(raw);
    expect(member.equals(member)).toBe(true);
    expect(member.equals(new Member(raw))).toBe(true);
    expect(member.equals(new Member({ ...raw }))).toBe(false);
  });
});
