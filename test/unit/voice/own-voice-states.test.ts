/** Where the bot is in voice, told by dispatches alone: what is a ghost, what is a change, and what is nothing. */
import fc from 'fast-check';
import { type CallKeeper, OwnVoiceStates } from '../../../src/voice';

const ME = '9';
const GUILD = '100';
const session = (sessionId: string | undefined, shardId = 0) => ({ sessionId, shardId });
const state = (channel: string | null, sessionId = 'one', more: object = {}): Record<string, unknown> => ({
  user_id: ME,
  channel_id: channel,
  session_id: sessionId,
  ...more,
});
const inGuild = (one: Record<string, unknown>): object => ({ t: 'VOICE_STATE_UPDATE', d: { ...one, guild_id: GUILD } });
const guild = (...states: object[]): object => ({ t: 'GUILD_CREATE', d: { id: GUILD, voice_states: states } });

class Fed {
  keeper: CallKeeper = undefined;
  readonly states = new OwnVoiceStates({ userId: () => ME, keeperOf: () => this.keeper });

  /** News in short: `join 20`, `changed 20 21`, `ghost 20`, `renewed`. */
  hear(packet: object, sessionId: string | undefined = 'one', shardId = 0): string[] {
    return this.states.hear(packet as never, session(sessionId, shardId)).map((news) => {
      if (news.kind === 'renewed') return 'renewed';
      if (news.kind === 'ghost') return `ghost ${String(news.after.channel_id)}`;
      return `${news.before?.channel_id ?? 'nowhere'} -> ${news.after.channel_id ?? 'nowhere'}`;
    });
  }
}

describe('a session that begins', () => {
  it('finds a ghost in a guild where an earlier one left the bot, once', () => {
    const fed = new Fed();
    expect(fed.hear(guild(state('20', 'old')))).toEqual(['ghost 20']);
    expect(fed.hear(guild(state('20', 'old')))).toEqual(['20 -> 20']);
    expect(fed.states.get(GUILD)?.channel_id).toBe('20');
  });

  it.each([
    ['nobody is in voice', guild()],
    ['only others are in voice', guild({ ...state('20', 'old'), user_id: '8' })],
    ['the guild has no list', { t: 'GUILD_CREATE', d: { id: GUILD } }],
    [
      'the guild is unavailable',
      { t: 'GUILD_CREATE', d: { id: GUILD, unavailable: true, voice_states: [state('20')] } },
    ],
    ['the state is of this very session', guild(state('20', 'one'))],
  ])('finds no ghost when %s', (_, packet) => {
    expect(new Fed().hear(packet).filter((news) => news.startsWith('ghost'))).toEqual([]);
  });

  it('finds the ghost again when the session is yet another one', () => {
    const fed = new Fed();
    fed.hear(guild(state('20', 'old')));
    expect(fed.hear(guild(state('20', 'old')), 'two')).toEqual(['ghost 20']);
  });

  it('tells a call of this process that it was renewed, with and without a state that is left', () => {
    const fed = new Fed();
    fed.hear(guild());
    fed.hear(inGuild(state('20')));
    fed.keeper = 'own';
    expect(fed.hear(guild(state('20')), 'two')).toEqual(['renewed']);
    expect(fed.hear(inGuild(state('20', 'two')), 'two')).toEqual(['20 -> 20']);
    expect(fed.hear(guild(), 'three')).toEqual(['renewed']);
    expect(fed.hear(inGuild(state('20', 'three')), 'three')).toEqual(['nowhere -> 20']);
  });

  it('tells a call of a resumed session, which is sent no guilds, that a later session renewed it', () => {
    const fed = new Fed();
    fed.hear(inGuild(state('20')));
    fed.keeper = 'own';
    expect(fed.hear(guild(), 'two')).toEqual(['renewed']);
    expect(fed.hear(guild(), 'two')).toEqual([]);
  });

  it('does not take a call that was begun before its guild came for one that was renewed', () => {
    const fed = new Fed();
    fed.keeper = 'own';
    fed.hear(inGuild(state('20')));
    expect(fed.hear(guild(state('20')))).toEqual([]);
  });

  it('leaves a call that another library keeps to that library: what changed is told, and no ghost', () => {
    const fed = new Fed();
    fed.hear(guild());
    fed.hear(inGuild(state('20')));
    fed.keeper = 'foreign';
    expect(fed.hear(guild(state('20')), 'two')).toEqual(['20 -> 20']);
    expect(fed.hear(guild(), 'three')).toEqual(['20 -> nowhere']);
  });

  it('tells that the bot left when nobody keeps a call and its state is gone', () => {
    const fed = new Fed();
    fed.hear(guild());
    fed.hear(inGuild(state('20')));
    expect(fed.hear(guild(), 'two')).toEqual(['20 -> nowhere']);
  });

  it('tells that the bot left with the guilds that it does not name, those of other shards apart', () => {
    const fed = new Fed();
    fed.hear(inGuild(state('20')));
    expect(fed.hear({ t: 'READY', d: { guilds: [] } }, 'two', 1)).toEqual([]);
    expect(fed.hear({ t: 'READY', d: { guilds: [{ id: GUILD }] } }, 'two')).toEqual([]);
    expect(fed.hear({ t: 'READY', d: { guilds: [] } }, 'two')).toEqual(['20 -> nowhere']);
  });
});

describe('a session of an earlier process that goes on', () => {
  it('finds the ghost that was remembered, unless something newer was heard', () => {
    const fed = new Fed();
    const news = fed.states.recall(GUILD, state('20') as never, session('one'));
    expect(news.map(({ kind }) => kind)).toEqual(['ghost']);
    expect(fed.states.recall(GUILD, state('20') as never, session('one'))).toEqual([]);
    const heard = new Fed();
    heard.hear(inGuild(state(null)));
    expect(heard.states.recall(GUILD, state('20') as never, session('one'))).toEqual([]);
  });
});

describe('while a session lasts', () => {
  it('states follow one another', () => {
    const fed = new Fed();
    expect(fed.hear(inGuild(state(null)))).toEqual(['nowhere -> nowhere']);
    expect(fed.hear(inGuild(state('20')))).toEqual(['nowhere -> 20']);
    expect(fed.hear(inGuild(state('21')))).toEqual(['20 -> 21']);
    expect(fed.hear(inGuild(state(null)))).toEqual(['21 -> nowhere']);
    expect(fed.states.get(GUILD)).toBeUndefined();
  });

  it('others’ states, and states outside of guilds, are none of the bot’s', () => {
    const fed = new Fed();
    expect(fed.hear(inGuild({ ...state('20'), user_id: '8' }))).toEqual([]);
    expect(fed.hear({ t: 'VOICE_STATE_UPDATE', d: state('20') })).toEqual([]);
  });

  it('an outage changes nothing, and leaving the guild leaves its voice', () => {
    const fed = new Fed();
    fed.hear(guild());
    fed.hear(inGuild(state('20')));
    expect(fed.hear({ t: 'GUILD_DELETE', d: { id: GUILD, unavailable: true } })).toEqual([]);
    expect(fed.hear(guild(state('20')))).toEqual(['20 -> 20']);
    expect(fed.hear({ t: 'GUILD_DELETE', d: { id: GUILD } })).toEqual(['20 -> nowhere']);
    expect(fed.hear({ t: 'GUILD_DELETE', d: { id: GUILD } })).toEqual([]);
  });

  it('nothing is told of anybody while the bot does not know who it is', () => {
    const states = new OwnVoiceStates({ userId: () => undefined, keeperOf: () => undefined });
    expect(states.hear({ t: 'VOICE_STATE_UPDATE', d: { guild_id: GUILD, channel_id: '20' } }, session('one'))).toEqual(
      [],
    );
    expect(states.hear(guild(state('20', 'old')) as never, session('one'))).toEqual([]);
  });
});

it('payloads of any shape are survived', () => {
  const names = fc.constantFrom('READY', 'GUILD_CREATE', 'GUILD_DELETE', 'VOICE_STATE_UPDATE', 'OTHER');
  const data = fc.oneof(
    fc.anything(),
    fc.record(
      { id: fc.anything(), guild_id: fc.anything(), guilds: fc.anything(), voice_states: fc.array(fc.anything()) },
      { requiredKeys: [] },
    ),
  );
  const fed = new Fed();
  fc.assert(
    fc.property(names, data, (t, d) => {
      expect(fed.states.hear({ t, d }, session('one'))).toBeInstanceOf(Array);
    }),
    { seed: 5, numRuns: 500 },
  );
});
