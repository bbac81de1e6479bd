/** What the hooks of voice do unless their author says otherwise. */
import { unboundContext, VoiceServerUpdateEvent, VoiceState } from '../../../src/models';
import { FakeVoiceCalls, VoiceController, type VoiceHost } from '../../../src/voice';

const GUILD = '100';

function setup() {
  const calls = new FakeVoiceCalls();
  const sent: unknown[] = [];
  const host: VoiceHost = {
    name: 'alpha',
    voice: calls,
    gatewayFor: () => ({
      sessionId: 'session',
      changeVoiceState: (...args) => {
        sent.push(args);
        return Promise.resolve();
      },
    }),
  };
  return { calls, sent, host, voice: new VoiceController() };
}

const state = (channel: string | null): never =>
  new VoiceState(
    { guild_id: GUILD, channel_id: channel, user_id: '9', session_id: 'session' } as never,
    unboundContext,
  ) as never;
const server = (endpoint: string | null): VoiceServerUpdateEvent =>
  new VoiceServerUpdateEvent({ guild_id: GUILD, endpoint, token: 'secret' });

it('a ghost leaves, by opcode 4', async () => {
  const { voice, host, sent } = setup();
  await voice.voiceClientGhost(host, state('20'));
  expect(sent).toEqual([[GUILD, null]]);
});

it('join and move: the call follows; leave: it ends, and nothing is sent', async () => {
  const { voice, host, sent, calls } = setup();
  calls.begin(GUILD, '20');
  voice.voiceClientJoin(host, state('20'));
  voice.voiceClientMove(host, state('21'), '20');
  calls.hearState({ guildId: GUILD, channelId: null, sessionId: 'session' });
  await voice.voiceClientLeave(host, state(null), '21');
  expect(calls.of('follow', 'disconnect')).toEqual([
    ['follow', GUILD, '20'],
    ['follow', GUILD, '21'],
    ['disconnect', GUILD],
  ]);
  expect(sent).toEqual([]);
});

it('a leave of an earlier call does not end the one that is being joined', async () => {
  const { voice, host, calls } = setup();
  calls.begin(GUILD, '20');
  await voice.voiceClientLeave(host, state(null), '19');
  expect(calls.noted).toEqual([]);
});

it('a server update goes to the call as it came, the endpoint null as well', () => {
  const { voice, host, calls } = setup();
  calls.begin(GUILD, '20');
  voice.voiceServerUpdate(host, server('voice.example:443'));
  voice.voiceServerUpdate(host, server(null));
  expect(calls.noted).toEqual([
    ['createSocket', GUILD, 'voice.example:443'],
    ['createSocket', GUILD, null],
  ]);
});

it('a guild without a call is passed over by every hook [seed 96] [seed 107]', async () => {
  const { voice, host, sent, calls } = setup();
  voice.voiceServerUpdate(host, server('voice.example:443'));
  voice.voiceClientJoin(host, state('20'));
  voice.voiceClientMove(host, state('21'), '20');
  await voice.voiceClientLeave(host, state(null), '21');
  voice.voiceClientUpdate(host, state('20'), { selfMute: true });
  voice.userVoiceJoin(host, state('20'));
  voice.userVoiceLeave(host, state(null), '20');
  voice.userVoiceMove(host, state('21'), '20');
  voice.userVoiceUpdate(host, state('20'), { selfMute: true });
  await voice.voiceClientShutdown(host);
  expect([sent, calls.noted]).toEqual([[], []]);
});

it('the shutdown ends all calls side by side, and one that fails keeps no other from ending', async () => {
  const { voice, host, calls } = setup();
  calls.begin('1', '10').ending = Promise.reject(new Error('stuck'));
  let end: () => void = () => undefined;
  calls.begin('2', '20').ending = new Promise<void>((resolve) => (end = resolve));
  calls.begin('3', '30');
  const shutdown = Promise.resolve(voice.voiceClientShutdown(host)).catch((error: unknown) => error);
  await new Promise((resolve) => setImmediate(resolve));
  expect(calls.noted.map(([, guildId]) => guildId)).toEqual(['1', '2', '3']);
  expect([...calls].map(({ guildId }) => guildId)).toEqual(['1', '2']);
  end();
  expect(await shutdown).toMatchObject({ message: '1 calls could not be ended' });
  expect([...calls].map(({ guildId }) => guildId)).toEqual(['1']);
});
