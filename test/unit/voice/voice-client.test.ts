import { inspect } from 'node:util';
import { makeCipher, type Reconnecting, Source } from '../../../src/voice';
import { CHANNEL, FakeCall, GUILD, itHere, KEY, MODE, OPUS, OTHER, SSRC } from './fake-call';

const BEAT_MS = 40_000;
/** `random` is one half. */
const FIRST_BEAT_MS = BEAT_MS / 2;

describe('a call', () => {
  it('is joined, identified and described', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    expect(call.socket.url).toBe('wss://voice.test:443/?v=8');
    expect(call.sentOp(0)).toEqual([
      {
        op: 0,
        d: {
          server_id: GUILD,
          user_id: '900',
          session_id: 'main-1',
          token: 'voice-token-1',
          max_dave_protocol_version: 1,
        },
      },
    ]);
    expect(call.sentOp(1)).toEqual([
      { op: 1, d: { protocol: 'udp', data: { address: '8.8.4.4', port: 4_000, mode: MODE } } },
    ]);
    expect(client).toMatchObject({ guildId: GUILD, channelId: CHANNEL, state: 'ready', isReady: true });
    expect([...call.clients]).toEqual([client]);
    expect(call.link.sent).toEqual([{ guildId: GUILD, channelId: CHANNEL, flags: {} }]);
  });

  it('speaks without TLS where it is told to', async () => {
    const call = new FakeCall({ secure: false });
    await call.joined();
    expect(call.socket.url).toBe('ws://voice.test:443/?v=8');
  });

  it('asks again when the first requests for its address are lost', async () => {
    const call = new FakeCall();
    const joining = call.join();
    await call.settle();
    call.greet();
    await call.settle();
    call.ready();
    await call.clock.advance(900);
    expect(call.wire.sent.filter((datagram) => datagram.length === 74)).toHaveLength(3);
    call.answerDiscovery();
    call.describe();
    await call.settle();
    expect((await joining).isReady).toBe(true);
  });

  it('beats with the number of the last message, binary or not, and over its 16 bits', async () => {
    const call = new FakeCall();
    const joining = call.join();
    await call.settle();
    call.greet();
    await call.clock.advance(FIRST_BEAT_MS / 20);
    call.ready();
    call.answerDiscovery();
    call.describe();
    await joining;
    await call.clock.advance(FIRST_BEAT_MS);
    expect(call.sentOp(3)).toEqual([{ op: 3, d: { t: 1, seq_ack: -1 } }]);
    call.socket.serverSends({ op: 6, d: { t: 1 } });
    call.socket.serverSends({ op: 11, d: { user_ids: ['1'] }, seq: 65_535 });
    call.socket.serverSends(Buffer.concat([Buffer.from([0, 0, 25]), Buffer.from('sender')]));
    await call.clock.advance(BEAT_MS);
    expect(call.sentOp(3).at(-1)).toEqual({ op: 3, d: { t: 2, seq_ack: 0 } });
    expect(call.dave.last.received).toEqual([{ kind: 'external-sender', payload: Buffer.from('sender') }]);
  });

  it('does not work on a numbered message twice', async () => {
    const call = new FakeCall();
    await call.joined();
    const proposal = Buffer.concat([Buffer.from([0, 9, 25]), Buffer.from('sender')]);
    call.socket.serverSends(proposal);
    call.socket.serverSends(proposal);
    expect(call.dave.last.received).toHaveLength(1);
  });

  itHere('tells its ping', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    expect(client.pingMs).toBeUndefined();
    await call.clock.advance(FIRST_BEAT_MS);
    await call.clock.advance(35);
    call.socket.serverSends({ op: 6, d: { t: 1 } });
    expect(client.pingMs).toBe(35);
  });

  itHere('leaves a socket that does not answer its beats, and resumes with what it has seen', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    call.socket.serverSends({ op: 11, d: { user_ids: ['1'] }, seq: 5 });
    const silent = call.socket;
    await call.clock.advance(FIRST_BEAT_MS + BEAT_MS);
    await call.settle();
    expect(silent.closedWith?.code).toBe(4_900);
    expect(call.sockets.sockets).toHaveLength(2);
    call.greet();
    expect(call.sent).toEqual([
      { op: 7, d: { server_id: GUILD, session_id: 'main-1', token: 'voice-token-1', seq_ack: 5 } },
    ]);
    call.socket.serverSends({ op: 9, d: null });
    expect(client.isReady).toBe(true);
    expect(call.udp.sockets).toHaveLength(1);
  });

  it('keeps the way for datagrams open, and lives without an echo', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    await call.clock.advance(15_000);
    const counters = call.wire.sent.filter(({ length }) => length === 8).map((datagram) => datagram.readUInt32LE(0));
    expect(counters).toEqual([0, 1, 2]);
    expect(client.isReady).toBe(true);
  });

  itHere('survives whatever a server sends', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    for (const nonsense of ['{', '[]', 'null', '{"op":4}', '{"op":2,"d":{}}', '{"op":99,"d":1}', '{"op":8}']) {
      call.socket.serverSends(nonsense);
    }
    call.socket.serverSends(Buffer.alloc(0));
    call.socket.serverSends({ op: 4, d: { mode: 'other', secret_key: [1, 2, 3], dave_protocol_version: 0 } });
    expect(client.isReady).toBe(true);
    expect(client.stats().malformed).toBeGreaterThan(4);
  });
});

describe('audio', () => {
  itHere('is sealed and counted up, and never sent before Speaking', async () => {
    const call = new FakeCall();
    await call.joined();
    expect(call.sentOp(5)).toEqual([]);
    expect(call.output.send(OPUS)).toBe(true);
    expect(call.sentOp(5)).toEqual([{ op: 5, d: { speaking: 1, delay: 0, ssrc: SSRC } }]);
    call.output.skip(1_920);
    expect(call.output.send(OPUS)).toBe(true);
    const [first, second] = call.audio;
    expect(first).toEqual({ sequence: 0x8000, timestamp: 0x8000_0000, payload: 'opus' });
    expect(second).toEqual({ sequence: 0x8001, timestamp: 0x8000_0000 + 960 + 1_920, payload: 'opus' });
    expect(call.sentOp(5)).toHaveLength(1);
  });

  itHere('is announced again in a new session, and goes on with its numbers', async () => {
    const call = new FakeCall();
    await call.joined();
    call.output.setSpeaking(5);
    call.output.send(OPUS);
    call.link.tellServer(GUILD);
    expect(call.output.canSend).toBe(false);
    expect(call.output.send(OPUS)).toBe(false);
    await call.settle();
    await call.serve();
    expect(call.sentOp(5)).toEqual([{ op: 5, d: { speaking: 5, delay: 0, ssrc: SSRC } }]);
    call.output.send(OPUS);
    expect(call.audio.map(({ sequence }) => sequence)).toEqual([0x8000, 0x8001]);
  });

  itHere('is announced as it is by now when the session was resumed', async () => {
    const call = new FakeCall();
    await call.joined();
    call.output.setSpeaking(1);
    call.output.send(OPUS);
    call.socket.serverCloses(4_015);
    call.output.setSpeaking(0);
    await call.settle();
    call.greet();
    call.socket.serverSends({ op: 9, d: null });
    expect(call.sentOp(5)).toEqual([{ op: 5, d: { speaking: 0, delay: 0, ssrc: SSRC } }]);
  });

  itHere(
    'uses no nonce of a key twice, when a server repeats its description or names the same key again',
    async () => {
      const call = new FakeCall();
      await call.joined();
      call.output.send(OPUS);
      call.describe();
      call.output.send(OPUS);
      call.link.tellServer(GUILD);
      await call.settle();
      await call.serve();
      call.output.send(OPUS);
      const nonces = call.udp.sockets.flatMap(({ sent }) =>
        sent.filter((datagram) => datagram[0] === 0x80).map((datagram) => datagram.readUInt32BE(datagram.length - 4)),
      );
      expect(nonces).toEqual([0, 1, 2]);
    },
  );

  itHere('keeps the keys of the call when a server repeats its description', async () => {
    const call = new FakeCall();
    call.daveVersion = 1;
    await call.joined();
    call.socket.serverSends({ op: 11, d: { user_ids: ['1'] } });
    call.dave.last.goes('active', 1);
    call.describe();
    expect(call.output.send(OPUS)).toBe(true);
  });

  itHere('is held while others are there and the call agrees on keys, then sealed with them', async () => {
    const call = new FakeCall();
    call.daveVersion = 1;
    const client = await call.joined();
    call.socket.serverSends({ op: 11, d: { user_ids: ['1'] } });
    expect(call.output.canSend).toBe(false);
    expect(call.output.send(OPUS)).toBe(false);
    expect(client.stats()).toMatchObject({ sent: 0, refused: 1 });
    call.dave.last.goes('active', 1);
    expect(call.output.send(OPUS)).toBe(true);
    expect(call.audio.map(({ payload }) => payload)).toEqual(['sealed:opus']);
    expect(client.privacyCode).toBe('code-1');
    expect(await client.verificationCode('1')).toBe('code-of-1');
  });

  itHere('counts as sent while nobody else is in a call that is encrypted', async () => {
    const call = new FakeCall();
    call.daveVersion = 1;
    const client = await call.joined();
    expect(call.output.canSend).toBe(true);
    expect(call.output.send(OPUS)).toBe(true);
    expect(call.audio).toEqual([]);
    expect(client.stats()).toMatchObject({ sent: 0, unheard: 1 });
    call.socket.serverSends({ op: 11, d: { user_ids: ['1'] } });
    call.dave.last.goes('active', 1);
    call.output.send(OPUS);
    expect(call.audio[0]?.timestamp).toBe(0x8000_0000 + 960);
  });

  it('that is held for long is told of, then the session is begun anew, then the call ends', async () => {
    const call = new FakeCall();
    call.daveVersion = 1;
    const client = await call.joined();
    const slow: number[] = [];
    client.on('encryptionSlow', (waitedMs) => slow.push(waitedMs));
    call.socket.serverSends({ op: 11, d: { user_ids: ['1'] } });
    await call.clock.advance(2_000);
    expect(slow).toEqual([2_000]);
    await call.clock.advance(8_000);
    expect(client.state).toBe('backoff');
    await call.clock.advance(1_500);
    await call.serve();
    expect(call.sockets.sockets).toHaveLength(2);
    call.socket.serverSends({ op: 11, d: { user_ids: ['1'] } });
    await call.clock.advance(10_000);
    expect(await client.ended).toMatchObject({ reason: 'dave-failed', error: { code: 'VOICE_DAVE_FAILED' } });
    expect(call.link.sent.map(({ channelId }) => channelId)).toEqual([CHANNEL, null]);
  });

  it('tells when the call goes over to other keys', async () => {
    const call = new FakeCall();
    call.daveVersion = 1;
    const client = await call.joined();
    const epochs: (number | undefined)[] = [];
    client.on('transition', ({ epoch }) => epochs.push(epoch));
    call.dave.last.goes('active', 1);
    call.dave.last.goes('active', 1);
    call.dave.last.goes('active', 2);
    await call.settle();
    expect(epochs).toEqual([1, 2]);
  });

  itHere('of others is opened before anything is looked up, and what is forged is only counted', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    const heard = client.listen('77', { jitterMs: 0 });
    call.socket.serverSends({ op: 5, d: { user_id: '77', ssrc: 9, speaking: 1 } });
    const header = Buffer.from([0x80, 0x78, 0, 3, 0, 0, 0, 4, 0, 0, 0, 9]);
    const packet = makeCipher(MODE, KEY).seal(header, Buffer.from([0xfc, 1, 2]))!;
    const forged = Buffer.from(packet);
    forged[14]! ^= 1;
    call.wire.serverSends(forged);
    expect([...client.talking]).toEqual([]);
    call.wire.serverSends(packet);
    call.wire.serverSends(Buffer.from('rubbish!!'));
    call.wire.serverSends(Buffer.alloc(8));
    expect([...client.talking]).toEqual(['77']);
    expect(heard.stats).toMatchObject({ frames: 1, unopened: 0, jitterMs: 0 });
    expect(client.stats()).toMatchObject({
      received: 1,
      unauthenticated: 1,
      foreign: 1,
      malformedPackets: 0,
      unknownPackets: 0,
    });
  });
});

describe('reconnects', () => {
  it('follow a server to another endpoint, and tell why [seed 108]', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    const reasons: string[] = [];
    client.on('reconnecting', ({ reason }: Reconnecting) => reasons.push(reason));
    call.clients.regionChanged(GUILD, CHANNEL);
    const old = call.socket;
    call.link.tellServer(GUILD, CHANNEL, null);
    await call.clock.advance(30_000);
    expect(old.closedWith?.code).toBe(1_000);
    expect(call.sockets.sockets).toHaveLength(1);
    call.link.tellServer(GUILD, CHANNEL, 'two.test:443');
    await call.settle();
    await call.serve();
    expect(call.socket.url).toContain('two.test');
    expect(call.sentOp(0)[0]?.d.token).toBe('voice-token-3');
    expect(reasons).toEqual(['region-changed']);
    expect(client.isReady).toBe(true);
  });

  it('are told apart from moves by a moderator', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    const moves: string[][] = [];
    client.on('moved', (...channels) => moves.push(channels));
    call.link.tellState(GUILD, OTHER);
    call.link.tellServer(GUILD);
    await call.settle();
    await call.serve();
    expect(client.channelId).toBe(OTHER);
    expect(moves).toEqual([[OTHER, CHANNEL]]);
    expect(call.dave.last.channelId).toBe(OTHER);
  });

  it.each([4006, 4004, 1006])('to a server that closes with %s after Identify are few', async (code) => {
    const call = new FakeCall();
    const joining = call.join(CHANNEL, { timeoutMs: 600_000 });
    const failure = joining.catch((error: unknown) => error);
    await call.settle();
    for (let turn = 0; turn < 400 && call.clients.size > 0; turn += 1) {
      await call.settle();
      if (call.sockets.sockets.length > 0 && !call.socket.closedWith) {
        call.greet();
        call.socket.serverCloses(code);
      }
      await call.clock.advance(500);
    }
    expect(await failure).toMatchObject({
      code: code === 4004 ? 'VOICE_PROTOCOL' : 'VOICE_UNREACHABLE',
      closeCode: code,
    });
    const joins = call.link.sent.filter(({ channelId }) => channelId !== null);
    expect(joins.length).toBeLessThanOrEqual(6);
    expect(call.link.sent.at(-1)?.channelId).toBeNull();
    expect(call.clock.pendingTimers).toBe(0);
  });

  itHere('after a lost main session join again', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    call.link.mainSession = undefined;
    call.socket.serverCloses(4_014);
    expect(client.state).toBe('waiting-session');
    call.link.mainSession = 'main-2';
    call.clients.sessionRenewed(GUILD);
    await call.settle();
    await call.serve();
    expect(call.sentOp(0)[0]?.d.session_id).toBe('main-2');
    expect(client.isReady).toBe(true);
  });

  it('are not undone by a hook that runs late', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    const late = { guildId: GUILD, channelId: CHANNEL, sessionId: 'main-1' };
    call.link.tellState(GUILD, OTHER);
    client.follow(late);
    call.link.tellServer(GUILD);
    await call.settle();
    await call.serve();
    client.follow(late);
    expect(client).toMatchObject({ channelId: OTHER, state: 'ready' });
  });

  it('that need a leave on the way do not show the call to the hooks of that leave', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    call.socket.serverCloses(4_006);
    call.link.answer = 'state-only';
    await call.clock.advance(1_500);
    const seen: unknown[] = [];
    call.link.tells({
      hearState: (state) => {
        call.clients.hearState(state);
        seen.push([state.channelId, call.clients.get(GUILD) === client]);
      },
      hearServer: (server) => {
        call.clients.hearServer(server);
      },
    });
    call.link.answer = 'state-first';
    await call.clock.advance(5_000);
    await call.serve();
    expect(seen).toEqual([
      [null, false],
      [CHANNEL, true],
    ]);
    expect(client.isReady).toBe(true);
    expect(call.clients.get(GUILD)).toBe(client);
  });
});

describe('the end of a call', () => {
  itHere('by itself: one leave, sockets closed, no timer left [seed 100]', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    const leaving = client.disconnect();
    expect(client.disconnect()).toBe(leaving);
    await call.clock.advance(200);
    await leaving;
    expect(await client.ended).toEqual({ reason: 'left', error: undefined });
    expect(call.link.sent.map(({ channelId }) => channelId)).toEqual([CHANNEL, null]);
    expect(call.socket.closedWith?.code).toBe(1_000);
    expect(call.wire.isClosed).toBe(true);
    expect(call.dave.last.isClosed).toBe(true);
    expect(call.clients.size).toBe(0);
    expect(call.clock.pendingTimers).toBe(0);
  });

  itHere('does not wait for ever: for no answer to the close, nor to the leave', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    call.socket.answersClose = false;
    call.link.answer = 'server-only';
    const leaving = client.disconnect();
    await call.clock.advance(2_500);
    await leaving;
    expect(call.socket.terminated).toBe(true);
    expect(call.clock.pendingTimers).toBe(0);
  });

  it('by a kick: the hook’s disconnect sends nothing [seed 100] [seed 108]', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    call.link.tellState(GUILD, null);
    const leaving = client.disconnect();
    await call.clock.advance(100);
    await leaving;
    expect(await client.ended).toMatchObject({ reason: 'kicked', error: { code: 'VOICE_KICKED' } });
    expect(call.link.sent).toHaveLength(1);
  });

  it('by the deletion of its channel is told from a kick [seed 108]', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    call.clients.channelDeleted(GUILD, CHANNEL);
    call.link.tellState(GUILD, null);
    call.socket.serverCloses(4_022);
    expect(await client.ended).toMatchObject({ reason: 'channel-deleted' });
  });

  it.each([
    [4_017, 'VOICE_DAVE_REQUIRED', 'dave-required'],
    [4_021, 'VOICE_RATE_LIMITED', 'rate-limited'],
  ])('by close code %s is %s [seed 108]', async (closeCode, code, reason) => {
    const call = new FakeCall();
    const client = await call.joined();
    call.socket.serverCloses(closeCode);
    expect(await client.ended).toMatchObject({ reason, error: { code, closeCode } });
    await call.clock.advance(2_000);
    expect(call.link.sent.map(({ channelId }) => channelId)).toEqual([CHANNEL, null]);
    expect(call.clients.size).toBe(0);
  });

  it('lets nothing be played and nobody be heard any more, from then on', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    const attempts = [
      () => client.listen('100'),
      () => client.listenAll(),
      () => client.record({ to: 'nowhere' }),
      () => client.play(Source.frames([])),
    ];
    const refusals = client.ended.then(() => {
      for (const attempt of attempts)
        expect(attempt).toThrow(expect.objectContaining({ code: 'VOICE_CLOSED' }) as Error);
    });
    const leaving = client.disconnect();
    await call.clock.advance(6_000);
    await Promise.all([refusals, leaving]);
  });

  it('comes for all calls side by side when the bot stops', async () => {
    const call = new FakeCall();
    await call.joined();
    const waiting = call.clients.join('11', '30');
    const failure = waiting.catch((error: unknown) => error);
    await call.settle();
    const closing = call.clients.close();
    await call.clock.advance(1_000);
    await closing;
    expect(await failure).toMatchObject({ code: 'VOICE_CLOSED' });
    expect(call.clients.size).toBe(0);
    await expect(call.clients.join(GUILD, CHANNEL)).rejects.toMatchObject({ code: 'VOICE_CLOSED' });
    expect(call.clock.pendingTimers).toBe(0);
  });

  it('can be followed by a join at once', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    void client.disconnect();
    const again = call.join(OTHER);
    await call.clock.advance(500);
    await call.settle();
    await call.serve();
    expect(await again).not.toBe(client);
    expect((await again).channelId).toBe(OTHER);
    expect(call.link.sent.map(({ channelId }) => channelId)).toEqual([CHANNEL, null, OTHER]);
  });
});

describe('printing', () => {
  it('shows no token and no key', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    const texts = [client, call.clients].map((value) => inspect(value, { depth: 20 }) + JSON.stringify(value));
    expect(texts.join()).not.toMatch(/voice-token|main-1|secret|7, 7/);
    expect(texts[0]).toContain('VoiceClient(channel 20 of guild 10, ready)');
  });

  it('shows none in the error of an end either', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    call.socket.serverCloses(4_017, 'no');
    expect(inspect(await client.ended, { depth: 20 })).not.toMatch(/voice-token|main-1/);
  });
});
