/** How the world and the voice servers move together: joins, moves, kicks, regions, lost sessions; and resumes. */
import { setTimeout as pause } from 'node:timers/promises';
import { ManualClock } from '../../src/util';
import { type SimulatorOptions } from '../../src/testing/simulator';
import { type RawVoice } from '../support/raw-voice';
import { VoiceBench } from '../support/voice-bench';

const PLAIN: SimulatorOptions = { voice: { daveVersion: 0, serverMoveMs: 20 } };

let bench: VoiceBench;
afterEach(() => bench.close());

async function connected(options = PLAIN): Promise<RawVoice> {
  bench = await VoiceBench.open(options, ['weaver']);
  const voice = await bench.bot().voice();
  await voice.connect();
  return voice;
}

async function closing(voice: RawVoice): Promise<number> {
  return (await voice.close()).code;
}

const names = (): (string | null)[] =>
  bench
    .bot()
    .gateway.names()
    .filter((name) => /VOICE_(STATE|SERVER)_UPDATE|CHANNEL_(UPDATE|DELETE)$/.test(name ?? ''));

describe('Voice servers', () => {
  it('are opened when the first bot joins, and not before', async () => {
    bench = await VoiceBench.open(PLAIN, ['weaver']);
    await bench.guild.addMember('alice').joinVoice('Talk');
    expect(bench.discord.voice.servers).toEqual([]);
    const { endpoint } = await bench.bot().join();
    expect(endpoint).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(bench.discord.voice.servers).toMatchObject([{ isOpen: true, endpoint }]);
  });

  it('are told of after the state, each time with another token [S3]', async () => {
    bench = await VoiceBench.open(PLAIN, ['weaver']);
    const first = await bench.bot().join('Talk');
    expect(names()).toEqual(['VOICE_STATE_UPDATE', 'VOICE_SERVER_UPDATE']);
    const second = await bench.bot().join('Tea');
    expect(second.endpoint).toBe(first.endpoint);
    expect(second.token).not.toBe(first.token);
  });

  it('are told of before the state by fault [S3b]', async () => {
    bench = await VoiceBench.open(PLAIN, ['weaver']);
    bench.discord.faults.voice.reverseEvents({ bot: 'weaver' });
    bench.bot().place('Talk');
    await bench.bot().gateway.event('VOICE_STATE_UPDATE');
    expect(names()).toEqual(['VOICE_SERVER_UPDATE', 'VOICE_STATE_UPDATE']);
    const voice = bench.open(bench.bot().credentials());
    await voice.connect();
    await bench.bot().join('Tea');
    expect(names().slice(2)).toEqual(['VOICE_STATE_UPDATE', 'VOICE_SERVER_UPDATE']);
  });

  it('are not told of to who may not come in [S3c]', async () => {
    bench = await VoiceBench.open(PLAIN, ['weaver']);
    await bench.guild.channel('Talk').edit({ userLimit: 1 });
    await bench.guild.addMember('alice').joinVoice('Talk');
    await bench.bot().gateway.event('VOICE_CHANNEL_START_TIME_UPDATE');
    const before = names().length;
    bench.bot().place('Talk');
    bench.guild.createChannel({
      name: 'Closed',
      type: 'voice',
      permissionOverwrites: [{ for: bench.guild.everyone, deny: ['Connect'] }],
    });
    bench.bot().place('Closed');
    await pause(30);
    expect(names().slice(before)).toEqual([]);
  });

  it('are told of as missing first, by fault', async () => {
    bench = await VoiceBench.open(PLAIN, ['weaver']);
    bench.discord.faults.voice.nullEndpoint(20);
    expect((await bench.bot().join()).endpoint).toBeNull();
    await bench.bot().gateway.event('VOICE_SERVER_UPDATE', 2);
    await bench.open(bench.bot().credentials()).connect();
  });

  it('are told of again to who joins again after the session was lost, and only then', async () => {
    const voice = await connected();
    bench.bot().place('Talk', { self_mute: true });
    await bench.bot().gateway.event('VOICE_STATE_UPDATE', 2);
    await bench.discord.delivered();
    expect(bench.bot().servers()).toHaveLength(1);
    voice.hangUp(1000);
    await bench.discord.waitFor((entry) => entry.kind === 'voice-session' && entry.event === 'ended');
    const who = await bench.bot().join('Talk');
    const again = bench.open(who);
    await again.connect();
    expect(who.token).not.toBe(voice.who.token);
  });
});

describe('A bot in voice', () => {
  it('that is moved loses its voice session by 4014 and is told of a server anew [S4]', async () => {
    const voice = await connected();
    await bench.guild.member(bench.bot().bot).joinVoice('Tea');
    expect(await closing(voice)).toBe(4014);
    expect(names()).toEqual(['VOICE_STATE_UPDATE', 'VOICE_SERVER_UPDATE', 'VOICE_STATE_UPDATE', 'VOICE_SERVER_UPDATE']);
    const again = bench.open(bench.bot().credentials());
    await again.connect();
    expect(bench.discord.voice.call(bench.guild.channel('Tea'))?.userIds).toEqual([bench.bot().id]);
    expect(bench.discord.voice.call(bench.guild.channel('Talk'))).toBeUndefined();
  });

  it('that is thrown out is told by its state and 4014 [S5]', async () => {
    const voice = await connected();
    await bench.guild.member(bench.bot().bot).leaveVoice();
    expect(await closing(voice)).toBe(4014);
    expect(bench.bot().states().at(-1)).toMatchObject({ channel_id: null });
    const again = bench.open(voice.who);
    await again.identify();
    expect(await closing(again)).toBe(4006);
  });

  it('that leaves by itself, or is thrown out of the guild, is disconnected too', async () => {
    const voice = await connected();
    bench.bot().place(null);
    expect(await closing(voice)).toBe(4014);
    const again = await bench.bot().voice();
    await again.connect();
    await bench.guild.kick(bench.bot().bot);
    expect(await closing(again)).toBe(4014);
  });

  it('whose channel is deleted is told so, and 4022 [S7]', async () => {
    const voice = await connected();
    await bench.guild.channel('Talk').delete();
    expect(await closing(voice)).toBe(4022);
    expect(names().slice(2)).toEqual(['CHANNEL_DELETE', 'VOICE_STATE_UPDATE']);
    expect(bench.bot().states().at(-1)).toMatchObject({ channel_id: null });
  });

  it('whose channel gets another region goes to another server [S6]', async () => {
    const voice = await connected();
    await bench.guild.channel('Talk').edit({ rtcRegion: 'japan' });
    expect(await closing(voice)).toBe(4022);
    await bench.bot().gateway.event('VOICE_SERVER_UPDATE', 3);
    expect(names().slice(2)).toEqual(['CHANNEL_UPDATE', 'VOICE_SERVER_UPDATE', 'VOICE_SERVER_UPDATE']);
    expect(bench.bot().servers()[1]).toMatchObject({ endpoint: null });
    const who = bench.bot().credentials();
    expect(who.endpoint).not.toBe(voice.who.endpoint);
    expect(bench.discord.voice.servers.map(({ endpoint }) => endpoint)).toEqual([voice.who.endpoint, who.endpoint]);
    await bench.open(who).connect();
    const stale = bench.open({ ...who, endpoint: voice.who.endpoint });
    await stale.identify();
    expect(await closing(stale)).toBe(4011);
  });

  it('goes to another server when a test says so', async () => {
    const voice = await connected();
    await bench.discord.voice.moveCall(bench.guild.channel('Talk'), { code: 4014 });
    expect(await closing(voice)).toBe(4014);
    await bench.bot().gateway.event('VOICE_SERVER_UPDATE', 3);
    await bench.open(bench.bot().credentials()).connect();
  });

  it('whose main session is lost is disconnected by 4014, and out of voice [S8]', async () => {
    const voice = await connected();
    bench.discord.faults.gateway.invalidSession(false);
    expect(await closing(voice)).toBe(4014);
    expect(bench.guild.member(bench.bot().bot).voiceChannelId).toBeNull();
  });

  it('is not heard while it is muted, and does not hear while it is deaf', async () => {
    bench = await VoiceBench.open(PLAIN);
    const weaver = await bench.bot(0).voice();
    await weaver.connect();
    const spinner = await bench.bot(1).voice();
    await spinner.connect();
    weaver.speak();
    await spinner.op(5);
    weaver.say(Buffer.from('one'));
    await spinner.hearing(1);
    await bench.guild.member(bench.bot(0).bot).setServerVoice({ mute: true });
    for (let index = 0; index < 8; index += 1) weaver.say(Buffer.from('unheard'));
    // It is made to fall silent in good order: five frames of silence.
    const silence = (await spinner.hearing(6)).slice(1).map(({ payload }) => payload.toString('hex'));
    expect(silence).toEqual(Array.from({ length: 5 }, () => 'f8fffe'));
    await bench.guild.member(bench.bot(0).bot).setServerVoice({ mute: false });
    await bench.guild.member(bench.bot(1).bot).setServerVoice({ deaf: true });
    weaver.say(Buffer.from('unheard'));
    await pause(20);
    expect(spinner.heard).toHaveLength(6);
    await bench.guild.member(bench.bot(1).bot).setServerVoice({ deaf: false });
    weaver.say(Buffer.from('two'));
    expect((await spinner.hearing(7)).at(-1)?.payload.toString()).toBe('two');
  });

  it('is told who comes, who goes and who speaks', async () => {
    bench = await VoiceBench.open(PLAIN);
    const weaver = await bench.bot(0).voice();
    await weaver.connect();
    weaver.speak(5);
    await bench.discord.waitFor((entry) => entry.kind === 'voice-frame' && entry.op === 5);
    const spinner = await bench.bot(1).voice();
    await spinner.connect();
    expect((await weaver.op(11)).d).toEqual({ user_ids: [bench.bot(1).id] });
    expect((await spinner.op(11)).d).toEqual({ user_ids: [bench.bot(0).id] });
    expect((await spinner.op(5)).d).toEqual({ user_id: bench.bot(0).id, ssrc: weaver.ssrc, speaking: 5 });
    // Undocumented: what sort of client each of them has, with a number like the others.
    for (const op of [18, 20]) {
      expect(await weaver.op(op)).toMatchObject({
        d: { user_id: bench.bot(1).id },
        seq: expect.any(Number) as unknown,
      });
      expect(await spinner.op(op)).toMatchObject({ d: { user_id: bench.bot(0).id } });
    }
    bench.bot(0).place(null);
    expect((await spinner.op(13)).d).toEqual({ user_id: bench.bot(0).id });
  });
});

describe('A voice session', () => {
  /** Two in a call; the first has heard the second come. */
  async function two(voice: SimulatorOptions['voice'] = {}): Promise<readonly [RawVoice, RawVoice]> {
    bench = await VoiceBench.open({ voice: { daveVersion: 0, ...voice } });
    const weaver = await bench.bot(0).voice();
    await weaver.connect();
    const spinner = await bench.bot(1).voice();
    await spinner.connect();
    await weaver.op(11);
    return [weaver, spinner];
  }

  async function resume(lost: RawVoice, sequence: number): Promise<RawVoice> {
    const voice = bench.open(lost.who);
    await voice.op(8);
    const { guildId, sessionId, token } = lost.who;
    voice.send(7, { server_id: guildId, session_id: sessionId, token, seq_ack: sequence });
    return voice;
  }

  it.each([1, 0, 65_534])(
    'that begins with number %i is resumed with what was missed, in order [S9]',
    async (first) => {
      const [weaver, spinner] = await two({ firstSequence: first });
      const had = weaver.lastSequence;
      expect(bench.discord.faults.voice.close(4015, { bot: 'weaver' })).toBe(1);
      expect(await closing(weaver)).toBe(4015);
      spinner.speak();
      spinner.speak(0);
      await bench.discord.waitFor(
        () => bench.discord.log.voiceFrames({ op: 5, from: 'client', bot: 'spinner' }).length === 2,
      );
      const again = await resume(weaver, had);
      expect((await again.op(9)).d).toBeNull();
      const flags = [(await again.op(5)).d.speaking, (await again.op(5, 2)).d.speaking];
      expect(flags).toEqual([1, 0]);
      expect(again.frames.map(({ op }) => op)).toEqual([8, 9, 5, 5]);
      expect(again.frames.slice(2).map(({ seq }) => seq)).toEqual([(had + 1) & 0xffff, (had + 2) & 0xffff]);
    },
  );

  it('keeps its audio while its connection is gone', async () => {
    const [weaver, spinner] = await two();
    spinner.speak();
    await weaver.op(5);
    weaver.terminate();
    await weaver.close();
    spinner.say(Buffer.from('still there'));
    expect((await weaver.hearing(1)).map(({ payload }) => payload.toString())).toEqual(['still there']);
    expect(bench.discord.voice.calls[0]?.userIds).toHaveLength(2);
  });

  it('repeats only what was not acknowledged, and nothing that is forgotten', async () => {
    const [weaver] = await two();
    weaver.send(3, { t: 1, seq_ack: weaver.lastSequence });
    await weaver.op(6);
    weaver.terminate();
    const again = await resume(weaver, weaver.lastSequence);
    await again.op(9);
    again.terminate();
    const early = await resume(weaver, -1);
    expect(await closing(early)).toBe(4006);
  });

  it.each([
    ['a made-up token', 4004, { token: 'made-up' }],
    ['another session', 4006, { session_id: 'other' }],
    ['a number from the future', 4006, { seq_ack: 400 }],
    ['no number', 4020, { seq_ack: undefined }],
  ])('is not resumed by %s: %i', async (_, code, wrong) => {
    const [weaver] = await two();
    weaver.terminate();
    await weaver.close();
    const { guildId, sessionId, token } = weaver.who;
    const again = bench.open(weaver.who);
    await again.op(8);
    again.send(7, { server_id: guildId, session_id: sessionId, token, seq_ack: weaver.lastSequence, ...wrong });
    expect(await closing(again)).toBe(code);
  });

  it('is over on its own connection too when another resumes it wrongly', async () => {
    const [weaver, spinner] = await two();
    expect(await closing(await resume(weaver, 400))).toBe(4006);
    expect(await closing(weaver)).toBe(4006);
    expect((await spinner.op(13)).d).toEqual({ user_id: bench.bot(0).id });
  });

  it('is resumed without a number when there was none', async () => {
    bench = await VoiceBench.open({ voice: { daveVersion: 0 } }, ['weaver']);
    const weaver = await bench.bot().voice();
    await weaver.ready();
    weaver.terminate();
    await weaver.close();
    const again = bench.open(weaver.who);
    await again.op(8);
    const { guildId, sessionId, token } = weaver.who;
    again.send(7, { server_id: guildId, session_id: sessionId, token });
    await again.op(9);
  });

  it('is over when the fault refuses its resume, and the others are told', async () => {
    const [weaver, spinner] = await two();
    bench.discord.faults.voice.refuseResume();
    weaver.terminate();
    await weaver.close();
    expect(await closing(await resume(weaver, weaver.lastSequence))).toBe(4006);
    expect((await spinner.op(13)).d).toEqual({ user_id: bench.bot(0).id });
  });

  it('is over when nobody resumes it in time', async () => {
    const [weaver, spinner] = await two({ resumeWindowMs: 20 });
    weaver.terminate();
    await spinner.op(13);
    expect(await closing(await resume(weaver, weaver.lastSequence))).toBe(4006);
  });

  it('runs on the simulator’s clock, and leaves no timer behind', async () => {
    const clock = new ManualClock();
    bench = await VoiceBench.open({ clock, voice: { daveVersion: 0 } }, ['weaver']);
    const voice = await bench.bot().voice();
    await voice.connect();
    await clock.advance(27_499);
    expect(voice.closed).toBeUndefined();
    await clock.advance(1);
    expect(await closing(voice)).toBe(4009);
    await bench.close();
    expect(clock.pendingTimers).toBe(0);
  });
});
