/** How strictly the simulator's voice gateway reads: each mistake has its close code. */
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { ManualClock } from 'corduroy/util';
import { type SimulatorOptions } from '../../src/testing/simulator';
import { type RawVoice } from '../support/raw-voice';
import { VoiceBench } from '../support/voice-bench';
import { eventually } from './support/waiting';

const PLAIN: SimulatorOptions = { voice: { daveVersion: 0 } };
const AES = 'aead_aes256_gcm_rtpsize';

let bench: VoiceBench;
afterEach(() => bench.close());

async function client(options: SimulatorOptions = PLAIN): Promise<RawVoice> {
  bench = await VoiceBench.open(options, ['weaver']);
  return bench.bot().voice();
}

async function ready(options?: SimulatorOptions): Promise<RawVoice> {
  const voice = await client(options);
  await voice.ready();
  return voice;
}

async function closing(voice: RawVoice): Promise<number> {
  return (await voice.close()).code;
}

describe('Before Ready the voice gateway', () => {
  it('says Hello with its version and its interval', async () => {
    const voice = await client({ voice: { heartbeatMs: 5_000 } });
    expect((await voice.op(8)).d).toEqual({ v: 8, heartbeat_interval: 5_000 });
  });

  it.each(['', 'v=7', 'v=4&x=1'])('wants version 8: not "%s"', async (query) => {
    bench = await VoiceBench.open(PLAIN, ['weaver']);
    expect(await closing(bench.open(await bench.bot().join(), { query }))).toBe(4012);
  });

  it.each([
    ['a user that the token is not for', 4004, { user_id: '1' }],
    ['a token that nobody gave', 4004, { token: 'made-up' }],
    ['a session of another gateway connection', 4006, { session_id: 'other' }],
    ['a server that does not exist', 4011, { server_id: '1' }],
    ['another channel', 4006, { channel_id: '1' }],
    ['no token', 4020, { token: undefined }],
    ['a user that is no text', 4020, { user_id: 5 }],
    ['a version that is no number', 4020, { max_dave_protocol_version: 'x' }],
  ])('refuses %s by %i', async (_, code, wrong) => {
    const voice = await client();
    await voice.identify(wrong);
    expect(await closing(voice)).toBe(code);
  });

  it('refuses a token that was replaced by 4006', async () => {
    const voice = await client();
    await bench.guild.member(bench.bot().bot).moveVoiceServer();
    await bench.bot().gateway.event('VOICE_SERVER_UPDATE', 2);
    await voice.identify();
    expect(await closing(voice)).toBe(4006);
  });

  it('refuses who cannot encrypt by 4017, but not on a stage', async () => {
    const voice = await client({});
    await voice.identify({ max_dave_protocol_version: 0 });
    expect(await closing(voice)).toBe(4017);
    const stage = await bench.bot().voice('Stage');
    await stage.identify({ max_dave_protocol_version: undefined });
    await stage.op(2);
    const later = await bench.bot().voice('Talk');
    await later.identify({ max_dave_protocol_version: undefined });
    expect(await closing(later)).toBe(4017);
  });

  it('tells a stage that it is not encrypted', async () => {
    bench = await VoiceBench.open({}, ['weaver']);
    const stage = await bench.bot().voice('Stage');
    expect((await stage.connect()).d).toMatchObject({ dave_protocol_version: 0 });
    const talk = await bench.bot().voice('Talk');
    expect((await talk.connect()).d).toMatchObject({ dave_protocol_version: 1 });
  });

  it.each([
    [1, { protocol: 'udp' }],
    [5, { speaking: 1 }],
    [23, { transition_id: 0 }],
  ])('takes no op %i', async (op, d) => {
    const voice = await client();
    await voice.op(8);
    voice.send(op, d);
    expect(await closing(voice)).toBe(4003);
  });

  it('takes heartbeats', async () => {
    const voice = await client();
    await voice.op(8);
    voice.send(3, { t: 17, seq_ack: -1 });
    expect((await voice.op(6)).d).toEqual({ t: 17 });
  });

  it('does not wait forever', async () => {
    expect(await closing(await client({ voice: { identifyTimeoutMs: 20 } }))).toBe(4009);
  });
});

describe('After Ready the voice gateway', () => {
  it('offers its modes, and an interval that is wrong', async () => {
    const voice = await client();
    const { d } = await voice.ready();
    expect(d).toMatchObject({
      ip: '127.0.0.1',
      port: bench.discord.voice.servers[0]?.udpPort,
      modes: [AES, 'aead_xchacha20_poly1305_rtpsize'],
      heartbeat_interval: 1,
    });
  });

  it.each([
    ['a second Identify', 4005, 0, {}],
    ['a Resume', 4005, 7, {}],
    ['an unknown opcode', 4001, 99, {}],
    ['an opcode of servers', 4001, 2, {}],
    ['another protocol', 4012, 1, { protocol: 'tcp', data: {} }],
    ['an unknown mode', 4016, 1, { protocol: 'udp', data: { address: '127.0.0.1', port: 1, mode: 'xsalsa20' } }],
    ['an address that is none', 4020, 1, { protocol: 'udp', data: { address: 'here', port: 1, mode: AES } }],
    ['a port that is none', 4020, 1, { protocol: 'udp', data: { address: '127.0.0.1', port: 0, mode: AES } }],
    ['a heartbeat without a time', 4020, 3, 5],
    ['a heartbeat whose nonce is no integer', 4020, 3, { t: 1.5, seq_ack: -1 }],
    ['an acknowledgement of what was never sent', 4020, 3, { t: 1, seq_ack: 500 }],
    ['Speaking in the name of another stream', 4020, 5, { speaking: 1, delay: 0, ssrc: 1 }],
    ['a transition that is no number', 4020, 23, { transition_id: 'x' }],
  ])('closes upon %s by %i', async (_, code, op, d) => {
    const voice = await ready();
    voice.send(op, d);
    expect(await closing(voice)).toBe(code);
  });

  it.each(['not json', '[]', '{"d":1}', '{"op":"x"}'])('closes upon %s by 4002', async (text) => {
    const voice = await ready();
    voice.sendText(text);
    expect(await closing(voice)).toBe(4002);
  });

  it('closes upon binary frames that are none', async () => {
    const voice = await ready();
    voice.sendBinary(25, Buffer.alloc(4));
    expect(await closing(voice)).toBe(4001);
    const other = await bench.bot().voice();
    await other.ready();
    other.sendText('');
    expect(await closing(other)).toBe(4002);
  });

  it('closes upon more frames than anybody needs by 4021', async () => {
    const voice = await ready();
    for (let t = 0; t < 200; t += 1) voice.send(3, { t, seq_ack: -1 });
    expect(await closing(voice)).toBe(4021);
  });

  it('closes upon missing heartbeats by 4009, and keeps who sends them', async () => {
    const voice = await ready({ voice: { daveVersion: 0, heartbeatMs: 60 } });
    for (let t = 0; t < 6; t += 1) {
      voice.send(3, { t, seq_ack: -1 });
      await pause(40);
    }
    expect(voice.closed).toBeUndefined();
    expect(await closing(voice)).toBe(4009);
  });

  it('closes upon audio before Speaking, and says so in the log', async () => {
    const voice = await ready();
    await voice.select(AES, await voice.discover());
    voice.say(Buffer.from('too early'));
    expect(await closing(voice)).toBe(4020);
    expect(bench.discord.log.voiceProblems('before-speaking', 'weaver')).toHaveLength(1);
  });

  it('does not miss a Speaking that came in time, and lies unread because the process was busy', async () => {
    const voice = await client();
    await voice.connect();
    voice.say(Buffer.from('a moment early'));
    const keepalive = Buffer.alloc(8);
    voice.sendDatagram(keepalive);
    // What came before it on the same way has been read.
    await voice.until(() => voice.datagrams.find(({ length }) => length === keepalive.length), 'an echo');
    voice.speak();
    const until = performance.now() + 255;
    while (performance.now() < until);
    await bench.discord.waitFor((entry) => entry.kind === 'voice-frame' && entry.op === 5);
    await pause(10);
    expect(bench.discord.log.voiceProblems()).toEqual([]);
    expect(bench.discord.voice.sent(bench.bot().bot, bench.guild).packets).toHaveLength(1);
  });

  it('takes Speaking without a mode for no leave to send audio', async () => {
    const voice = await ready();
    await voice.select(AES, await voice.discover());
    voice.speak(0);
    voice.say(Buffer.from('nobody hears this'));
    expect(await closing(voice)).toBe(4020);
    expect(bench.discord.voice.sent(bench.bot(), bench.guild).packets).toEqual([]);
  });

  it('takes no audio a while after Speaking was ended, until it begins again', async () => {
    const clock = new ManualClock();
    const voice = await ready({ ...PLAIN, clock });
    await voice.select(AES, await voice.discover());
    const { log } = bench.discord;
    const said = (): string[] =>
      bench.discord.voice.sent(bench.bot(), bench.guild).packets.map(({ payload }) => payload.toString());
    voice.speak();
    await eventually('Speaking came', () => log.voiceFrames({ op: 5 }).length === 1);
    voice.say(Buffer.from('in time'));
    await eventually('audio came', () => said().length === 1);
    voice.speak(0);
    await eventually('Speaking came', () => log.voiceFrames({ op: 5 }).length === 2);
    voice.say(Buffer.from('on its way'));
    await eventually('audio came', () => said().length === 2);
    await clock.advance(300);
    voice.say(Buffer.from('too late'));
    await pause(20);
    await clock.advance(300);
    await eventually('it is told', () => log.voiceProblems('before-speaking').length === 1);
    expect(voice.closed).toBeUndefined();
    voice.speak();
    voice.say(Buffer.from('again'));
    await eventually('audio came', () => said().length === 3);
    expect(said()).toEqual(['in time', 'on its way', 'again']);
  });

  it('ignores the undocumented opcodes of Discord’s own clients', async () => {
    const voice = await ready();
    for (const op of [12, 14, 15, 20]) voice.send(op, {});
    voice.send(16, {});
    expect((await voice.op(16)).d).toMatchObject({ voice: expect.any(String) as unknown });
    expect(voice.closed).toBeUndefined();
  });

  it('keeps no token and no key in the log', async () => {
    const voice = await ready();
    const description = await voice.select(AES, await voice.discover());
    const log = JSON.stringify(bench.discord.log.entries);
    expect(log).not.toContain(voice.who.token);
    expect(log).not.toContain(JSON.stringify(description.d.secret_key));
    expect(bench.discord.log.voiceFrames({ op: 0, bot: 'weaver' })).toMatchObject([
      { from: 'client', d: { token: 'weaver', user_id: bench.bot().id } },
    ]);
  });

  it('replaces a session whose client identifies anew', async () => {
    const voice = await ready();
    const again = bench.open(voice.who);
    await again.ready();
    expect(await closing(voice)).toBe(4006);
    expect(again.ssrc).not.toBe(voice.ssrc);
  });
});

describe('The audio’s way', () => {
  async function talking(options?: SimulatorOptions): Promise<RawVoice> {
    const voice = await ready(options);
    await voice.select(AES, await voice.discover());
    voice.speak();
    return voice;
  }
  const problems = (): string[] => bench.discord.log.voiceProblems().map(({ problem }) => problem);
  const seen = (count: number): Promise<unknown> =>
    bench.discord.waitFor(() => bench.discord.log.voiceProblems().length === count);

  it('answers discovery with the address that the question came from', async () => {
    const voice = await ready();
    expect(await voice.discover()).toEqual({ address: '127.0.0.1', port: voice.udp.address().port });
  });

  it('does not answer strangers', async () => {
    const voice = await ready();
    voice.ssrc += 1;
    const question = voice.discover().catch(() => 'nothing');
    await seen(1);
    expect(voice.datagrams).toEqual([]);
    expect(problems()).toEqual(['unknown-ssrc']);
    void question;
  });

  it('echoes keepalives', async () => {
    const voice = await talking();
    const keepalive = Buffer.from([7, 0, 0, 0, 0, 0, 0, 0]);
    voice.sendDatagram(keepalive);
    expect(await voice.until(() => voice.datagrams.find(({ length }) => length === 8), 'an echo')).toEqual(keepalive);
  });

  it('takes keepalives before Select Protocol, without an echo', async () => {
    const voice = await ready();
    voice.sendDatagram(Buffer.from([7, 0, 0, 0, 0, 0, 0, 0]));
    voice.sendDatagram(Buffer.from([1, 2, 3]));
    await seen(1);
    expect(problems()).toEqual(['no-packet']);
    expect(voice.datagrams).toEqual([]);
  });

  it('notes what no client may do', async () => {
    const voice = await talking();
    await pause(20);
    voice.say(Buffer.from('one'));
    voice.sequence += 1;
    voice.say(Buffer.from('a number is missing'));
    voice.timestamp -= 960;
    voice.say(Buffer.from('time stands still'));
    voice.timestamp += 7;
    voice.say(Buffer.from('time is cut'));
    voice.sendDatagram(Buffer.alloc(60, 0x80));
    voice.sendDatagram(Buffer.from([1, 2, 3]));
    await seen(5);
    expect(problems()).toEqual(['sequence', 'timestamp', 'timestamp', 'unknown-ssrc', 'no-packet']);
    expect(bench.discord.voice.sent(bench.bot(), bench.guild)).toMatchObject({ missing: 1 });
  });

  it('notes packets that were sealed twice under one counter, or not with the key', async () => {
    const voice = await talking();
    await pause(20);
    voice.say(Buffer.from('one'));
    const { cipher } = voice;
    const header = Buffer.from('80780001000000000000000f', 'hex');
    header.writeUInt32BE(voice.ssrc, 8);
    const sealed = cipher?.seal(header, Buffer.from('two')) ?? Buffer.alloc(0);
    voice.sendDatagram(sealed);
    voice.sendDatagram(sealed);
    const broken = Buffer.from(sealed);
    broken.writeUInt8(broken.readUInt8(20) ^ 1, 20);
    voice.sendDatagram(broken);
    await bench.discord.waitFor(() => problems().includes('not-sealed'));
    expect(problems()).toContain('nonce-reused');
  });

  it('notes audio in the clear where it should be encrypted', async () => {
    const voice = await talking({});
    await pause(20);
    voice.say(Buffer.from('everybody can read this'));
    await seen(1);
    expect(problems()).toEqual(['plaintext']);
    voice.say(Buffer.from([0xf8, 0xff, 0xfe]));
    // The marker alone makes no frame: here the nonce has no end.
    voice.say(Buffer.from('ordinary audio \xff\xff\xff\x12\xfa\xfa', 'latin1'));
    // And here the first ten bytes are left in the clear.
    voice.say(Buffer.from('clear text and sealed\x01\x00\x0a\x0e\xfa\xfa', 'latin1'));
    await seen(3);
    expect(problems()).toEqual(['plaintext', 'plaintext', 'plaintext']);
  });

  it('is silent to who sends nothing', async () => {
    bench = await VoiceBench.open({ voice: { daveVersion: 0, silentAfterMs: 50 } });
    const weaver = await bench.bot(0).voice();
    await weaver.connect();
    const spinner = await bench.bot(1).voice();
    await spinner.connect();
    weaver.speak();
    await spinner.op(5);
    weaver.say(Buffer.from('heard'));
    await spinner.hearing(1);
    await pause(80);
    weaver.say(Buffer.from('not heard'));
    await pause(20);
    expect(spinner.heard).toHaveLength(1);
    spinner.sendDatagram(Buffer.alloc(8));
    await spinner.until(() => spinner.datagrams.find(({ length }) => length === 8), 'an echo');
    weaver.say(Buffer.from('heard again'));
    expect((await spinner.hearing(2)).map(({ payload }) => payload.toString())).toEqual(['heard', 'heard again']);
  });
});

describe('A voice server whose audio goes elsewhere', () => {
  it('names that place in Ready', async () => {
    const places = [7_001, 7_002].map((port) => ({ address: '127.0.0.1', port }));
    bench = await VoiceBench.open({ voice: { audioAt: places } }, ['weaver']);
    const { d } = await (await bench.bot().voice()).ready();
    expect(places).toContainEqual({ address: d.ip, port: d.port });
  });
});

describe('A voice server that is closed', () => {
  it.each([false, true])('lets nobody stay who only connected, TLS: %s', async (tls) => {
    bench = await VoiceBench.open({ voice: { tls } }, ['weaver']);
    await bench.discord.voice.openServers(1);
    const port = Number(bench.discord.voice.servers[0]?.endpoint.split(':')[1]);
    const socket = connectTcp(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    const gone = new Promise((resolve) => void socket.once('close', resolve));
    await pause(20);
    await bench.close();
    await gone;
  });
});

describe('A voice server with TLS', () => {
  it('shows a certificate that signed itself, and speaks wss', async () => {
    bench = await VoiceBench.open({ voice: { tls: true, daveVersion: 0, endpointHost: 'localhost' } }, ['weaver']);
    await bench.discord.voice.openServers(1);
    const [server] = bench.discord.voice.servers;
    const who = await bench.bot().join();
    expect(who.endpoint).toBe(server?.endpoint);
    const port = Number(who.endpoint.split(':')[1]);
    for (const servername of ['localhost', '127.0.0.1']) {
      const host = '127.0.0.1';
      const checked = servername === host ? { host } : { host, servername };
      const socket = connectTls({ ...checked, port, ca: server?.certificate });
      await once(socket, 'secureConnect');
      expect(socket.authorized).toBe(true);
      socket.destroy();
    }
    const voice = bench.open(who, { secure: true });
    await voice.connect();
  });
});
