import { inspect } from 'node:util';
import {
  FakeRefusal,
  FakeVoiceRequests,
  type OwnVoiceState,
  Source,
  type VoiceClient,
  VoiceError,
} from '../../../src/voice';
import { RecordingLogger } from '../../simulator/support/recording-logger';
import { CHANNEL, FakeCall, GUILD, itHere, OPUS, OTHER } from './fake-call';

const FORBIDDEN = 50_013;

/** A call on a stage; the requests tell what they change. */
class StageCall extends FakeCall {
  readonly told: boolean[] = [];

  constructor(
    readonly requests = new FakeVoiceRequests(),
    readonly logger = new RecordingLogger(),
  ) {
    super({ requests, logger });
    requests.stages.add(CHANNEL);
    requests.tells((change) => {
      this.says(change);
    });
    this.link.standing = { suppress: true };
  }

  static async open(): Promise<{ call: StageCall; client: VoiceClient; requests: FakeVoiceRequests }> {
    const call = new StageCall();
    const client = await call.joined();
    client.on('suppressed', (isSuppressed) => call.told.push(isSuppressed));
    return { call, client, requests: call.requests };
  }

  /** Discord tells another state of the bot. */
  says(change: Partial<OwnVoiceState>, channelId: string | null = CHANNEL, sessionId?: string): void {
    this.link.standing = { ...this.link.standing, ...change };
    this.link.tellState(GUILD, channelId, sessionId);
  }

  get edits(): object[] {
    return this.requests.noted.flatMap((each) => (each.kind === 'edit' ? [each.body] : []));
  }

  /** What the log has to say about nobody hearing the bot. */
  get warnings(): string[] {
    return this.logger.of('warn');
  }
}

/** A promise whose outcome is looked at later. */
function watched(promise: Promise<void>): { outcome: () => unknown } {
  let outcome: unknown = 'waiting';
  promise.then(
    () => (outcome = 'done'),
    (error: unknown) => (outcome = error),
  );
  return { outcome: () => outcome };
}

const RAISED = { channelId: CHANNEL, requestToSpeakTimestamp: expect.any(String) as unknown };
const LOWERED = { channelId: CHANNEL, requestToSpeakTimestamp: null };

describe('who joins a stage', () => {
  it('is in its audience, and is told when that changes', async () => {
    const { call, client } = await StageCall.open();
    expect(client).toMatchObject({ isSuppressed: true, isStage: true, isHandRaised: false });
    for (const suppress of [false, false, true, true]) call.says({ suppress });
    await call.settle();
    expect(call.told).toEqual([false, true]);
  });

  it('is not told so in a voice channel', async () => {
    const call = new FakeCall();
    expect(await call.joined()).toMatchObject({ isSuppressed: false, isStage: undefined });
  });

  it('is written down once when it stays there, and not when it goes to the speakers', async () => {
    const { call, client } = await StageCall.open();
    await client.joinSpeakers();
    await call.clock.advance(10_000);
    expect(call.warnings).toEqual([]);
    for (const suppress of [true, false, true]) {
      call.says({ suppress });
      await call.clock.advance(6_000);
    }
    expect(call.warnings).toEqual([expect.stringMatching(/audience of a stage.*joinSpeakers/)]);
  });

  it('is not written down when it went to the audience by itself', async () => {
    const { call, client } = await StageCall.open();
    await client.joinSpeakers();
    await client.joinAudience();
    await call.clock.advance(6_000);
    expect(call.warnings).toEqual([]);
  });

  itHere('sends nothing while it is there, and goes on with the same frame', async () => {
    const { call, client } = await StageCall.open();
    expect(call.output.canSend).toBe(false);
    expect(call.output.send(OPUS)).toBe(false);
    const frames = Array.from({ length: 10 }, (_, index) => Buffer.from([0xfc, index]));
    const playback = client.play(Source.frames(frames));
    await call.clock.advance(1_000);
    expect([playback.state, playback.positionMs, call.audio.length]).toEqual(['waiting', 0, 0]);
    call.says({ suppress: false });
    await call.clock.advance(100);
    call.says({ suppress: true });
    const { length } = call.audio;
    const { positionMs } = playback;
    await call.clock.advance(1_000);
    expect([call.audio.length, playback.positionMs, playback.state]).toEqual([length, positionMs, 'waiting']);
    call.says({ suppress: false });
    await call.clock.advance(1_000);
    expect(await playback.ended).toEqual({ reason: 'finished' });
    expect(call.audio.slice(0, 10).map(({ payload }) => payload)).toEqual(frames.map((frame) => frame.toString()));
  });

  itHere('plays on in a voice channel where it may not speak, and says what is missing', async () => {
    const { call, requests } = await StageCall.open();
    requests.stages.clear();
    call.says({ suppress: true });
    expect(call.output.canSend).toBe(true);
    await call.clock.advance(6_000);
    expect(call.warnings).toEqual([expect.stringMatching(/permission Speak/)]);
  });

  itHere('waits as well where it is not known whether it is a stage', async () => {
    const { call, requests, client } = await StageCall.open();
    requests.knowsChannels = false;
    call.says({ suppress: true });
    expect([call.output.canSend, client.isStage]).toEqual([false, undefined]);
  });

  itHere('may end its call at once, with nothing left to wait for', async () => {
    const { call, client } = await StageCall.open();
    client.play(Source.frames([OPUS.data]));
    await call.clock.advance(100);
    const leaving = client.disconnect();
    await call.clock.advance(0);
    await leaving;
    expect(call.clock.pendingTimers).toBe(0);
  });
});

describe('joinSpeakers', () => {
  it('goes there by one request, and resolves with the state', async () => {
    const { call, client, requests } = await StageCall.open();
    requests.tells(() => undefined);
    const { outcome } = watched(client.joinSpeakers());
    await call.settle();
    expect([call.edits, outcome()]).toEqual([[{ channelId: CHANNEL, suppress: false }], 'waiting']);
    call.says({ suppress: false });
    await call.settle();
    expect([outcome(), client.isSuppressed]).toEqual(['done', false]);
    await client.joinSpeakers();
    expect(call.edits).toHaveLength(1);
  });

  it('names the permission that is missing', async () => {
    const { client, requests } = await StageCall.open();
    requests.refusals.push(new FakeRefusal(FORBIDDEN));
    const error: unknown = await client.joinSpeakers().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(VoiceError);
    expect(error).toMatchObject({
      code: 'VOICE_STAGE_SUPPRESSED',
      kind: 'refused',
      message: expect.stringMatching(/lacks MuteMembers\.\n.*request: true/s) as unknown,
      cause: { discordCode: FORBIDDEN },
    });
  });

  it('raises a hand instead, and resolves when somebody lets the bot speak', async () => {
    const { call, client, requests } = await StageCall.open();
    requests.refusals.push(new FakeRefusal(FORBIDDEN));
    const { outcome } = watched(client.joinSpeakers({ request: true }));
    await call.settle();
    expect(call.edits).toEqual([{ channelId: CHANNEL, suppress: false }, RAISED]);
    expect(client.isHandRaised).toBe(true);
    await call.clock.advance(59_000);
    expect(outcome()).toBe('waiting');
    call.says({ suppress: false });
    await call.settle();
    expect([outcome(), client.isHandRaised, call.edits.length]).toEqual(['done', false, 2]);
  });

  it('raises it a moment ahead, because Discord takes no hand of the past', async () => {
    const { call, client } = await StageCall.open();
    await client.requestToSpeak();
    const [{ requestToSpeakTimestamp: at }] = call.edits as [{ requestToSpeakTimestamp: string }];
    expect(Date.parse(at) - call.clock.wallMs()).toBe(5_000);
  });

  it('names both permissions when it may not even ask', async () => {
    const { call, client, requests } = await StageCall.open();
    requests.refusals.push(new FakeRefusal(FORBIDDEN), new FakeRefusal(FORBIDDEN));
    await expect(client.joinSpeakers({ request: true })).rejects.toThrow(/lacks MuteMembers and RequestToSpeak/);
    expect(call.edits).toHaveLength(2);
  });

  it('takes the hand down when nobody answers within a minute', async () => {
    const { call, client, requests } = await StageCall.open();
    requests.refusals.push(new FakeRefusal(FORBIDDEN));
    const { outcome } = watched(client.joinSpeakers({ request: true }));
    await call.settle();
    await call.clock.advance(60_000);
    await call.settle();
    expect(outcome()).toMatchObject({ code: 'VOICE_STAGE_SUPPRESSED', kind: 'timeout', mayRetry: true });
    expect(call.edits.at(-1)).toEqual(LOWERED);
    expect(client.isHandRaised).toBe(false);
  });

  it('takes it down at an abort too, but not while somebody else waits, nor one that was raised before', async () => {
    const { call, client, requests } = await StageCall.open();
    requests.refusals.push(new FakeRefusal(FORBIDDEN), undefined, new FakeRefusal(FORBIDDEN));
    const enough = new AbortController();
    const first = watched(client.joinSpeakers({ request: true, signal: enough.signal }));
    await call.settle();
    const second = watched(client.joinSpeakers({ request: true, timeoutMs: 1_000 }));
    await call.settle();
    expect(call.edits.filter((body) => 'requestToSpeakTimestamp' in body)).toEqual([RAISED]);
    enough.abort(new Error('enough'));
    await call.settle();
    expect(first.outcome()).toMatchObject({ code: 'VOICE_ABORTED', cause: { message: 'enough' } });
    expect(client.isHandRaised).toBe(true);
    await call.clock.advance(1_000);
    await call.settle();
    expect(second.outcome()).toMatchObject({ code: 'VOICE_STAGE_SUPPRESSED' });
    expect([call.edits.at(-1), client.isHandRaised]).toEqual([LOWERED, false]);

    await client.requestToSpeak();
    requests.refusals.push(new FakeRefusal(FORBIDDEN));
    const third = watched(client.joinSpeakers({ request: true, timeoutMs: 1_000 }));
    await call.settle();
    await call.clock.advance(1_000);
    await call.settle();
    expect([third.outcome(), client.isHandRaised]).toMatchObject([{ code: 'VOICE_STAGE_SUPPRESSED' }, true]);
  });

  it('ends when the hand is taken down by somebody', async () => {
    const { call, client, requests } = await StageCall.open();
    requests.refusals.push(new FakeRefusal(FORBIDDEN));
    const { outcome } = watched(client.joinSpeakers({ request: true }));
    await call.settle();
    call.says({ requestToSpeakTimestamp: null });
    await call.settle();
    expect(outcome()).toMatchObject({ code: 'VOICE_STAGE_SUPPRESSED', mayRetry: true });
    expect(call.edits).toHaveLength(2);
  });

  it('ends when the bot goes elsewhere, and with its call', async () => {
    const { call, client, requests } = await StageCall.open();
    requests.tells(() => undefined);
    const moved = watched(client.joinSpeakers());
    await call.settle();
    call.says({}, OTHER);
    call.says({}, CHANNEL);
    const ended = watched(client.joinSpeakers());
    await call.settle();
    void client.disconnect();
    await call.settle();
    expect(moved.outcome()).toMatchObject({
      code: 'VOICE_STAGE_SUPPRESSED',
      message: expect.stringMatching(OTHER) as unknown,
    });
    expect(ended.outcome()).toMatchObject({ code: 'VOICE_CLOSED' });
    await expect(client.joinSpeakers()).rejects.toMatchObject({ code: 'VOICE_CLOSED' });
  });

  it('takes no longer than it may, whatever does not answer', async () => {
    const { call, client, requests } = await StageCall.open();
    requests.pending = new Promise(() => undefined);
    const { outcome } = watched(client.joinSpeakers());
    await call.clock.advance(10_000);
    expect(outcome()).toMatchObject({ code: 'VOICE_REQUEST_FAILED', kind: 'timeout' });
    for (const timeoutMs of [0, -1, NaN, Infinity, '5' as unknown as number]) {
      await expect(client.joinSpeakers({ timeoutMs })).rejects.toMatchObject({ code: 'VOICE_INVALID_OPTIONS' });
    }
    const signal = AbortSignal.abort(new Error('before'));
    await expect(client.joinSpeakers({ signal })).rejects.toMatchObject({ code: 'VOICE_ABORTED' });
  });

  it('is refused where there is no stage, from memory or by Discord', async () => {
    const { client, requests } = await StageCall.open();
    requests.refusals.push(new FakeRefusal(50_024));
    await expect(client.joinSpeakers()).rejects.toMatchObject({ code: 'VOICE_NO_STAGE' });
    requests.stages.clear();
    for (const ask of [client.joinSpeakers(), client.joinAudience(), client.requestToSpeak(), client.cancelRequest()]) {
      await expect(ask).rejects.toMatchObject({ code: 'VOICE_NO_STAGE' });
    }
    expect(requests.noted).toHaveLength(1);
  });

  it('tells other failures with their cause, and whether it may be tried again', async () => {
    const { client, requests } = await StageCall.open();
    const cause = Object.assign(new Error('no answer\nsecond line'), { mayRetry: true });
    requests.refusals.push(cause, new FakeRefusal(10_065));
    const lost = { code: 'VOICE_REQUEST_FAILED', kind: 'network', mayRetry: true, cause };
    await expect(client.joinSpeakers()).rejects.toMatchObject(lost);
    await expect(client.joinSpeakers()).rejects.toMatchObject({
      code: 'VOICE_REQUEST_FAILED',
      kind: 'refused',
      mayRetry: false,
    });
  });

  it('says why it cannot, where calls have no way to ask', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    for (const ask of [client.joinSpeakers(), client.joinAudience(), client.playSoundboard('1')]) {
      await expect(ask).rejects.toMatchObject({
        code: 'VOICE_REQUESTS_MISSING',
        message: expect.stringMatching(/requests/) as unknown,
      });
    }
  });
});

describe('requestToSpeak, cancelRequest and joinAudience', () => {
  it('raise a hand, take it down, and do nothing that is done', async () => {
    const { call, client } = await StageCall.open();
    await client.cancelRequest();
    await client.requestToSpeak();
    await client.requestToSpeak();
    expect([client.isHandRaised, call.edits]).toEqual([true, [RAISED]]);
    await client.cancelRequest();
    expect([client.isHandRaised, call.edits]).toEqual([false, [RAISED, LOWERED]]);
  });

  it('go to the audience, with the hand down', async () => {
    const { call, client } = await StageCall.open();
    await client.joinAudience();
    await client.requestToSpeak();
    await client.joinAudience();
    expect(call.edits).toEqual([RAISED, { ...LOWERED, suppress: true }]);
    await client.joinSpeakers();
    await client.joinAudience();
    await call.settle();
    expect(call.edits.at(-1)).toEqual({ channelId: CHANNEL, suppress: true });
    expect(call.told).toEqual([false, true]);
  });

  it('go to the audience without the hand that the bot was let speak for', async () => {
    const { call, client } = await StageCall.open();
    await client.requestToSpeak();
    call.says({ suppress: false });
    expect(client.isHandRaised).toBe(false);
    await client.joinAudience();
    expect([call.edits.at(-1), client.isHandRaised]).toEqual([{ ...LOWERED, suppress: true }, false]);
  });

  it('name the permission to ask when it is missing', async () => {
    const { client, requests } = await StageCall.open();
    requests.refusals.push(new FakeRefusal(FORBIDDEN));
    await expect(client.requestToSpeak()).rejects.toThrow(/lacks RequestToSpeak/);
  });
});

describe('a speaker', () => {
  it('that joins anew asks to go back, and one whom a moderator sends away does not', async () => {
    const { call, client } = await StageCall.open();
    await client.joinSpeakers();
    call.says({ suppress: true });
    await call.settle();
    expect([client.isSuppressed, call.edits.length]).toEqual([true, 1]);
    call.says({ suppress: false });
    call.link.mainSession = 'main-2';
    call.clients.sessionRenewed(GUILD);
    call.says({ suppress: true }, CHANNEL, 'main-2');
    await call.settle();
    expect([client.isSuppressed, call.edits.length]).toEqual([false, 2]);
  });

  it('that may not go back stays in the audience, and that is written down', async () => {
    const { call, client, requests } = await StageCall.open();
    await client.joinSpeakers();
    requests.refusals.push(new FakeRefusal(FORBIDDEN));
    call.says({ suppress: true }, CHANNEL, 'main-2');
    await call.settle();
    expect(client.isSuppressed).toBe(true);
    expect(call.warnings).toEqual([expect.stringMatching(/came back to a stage/)]);
  });
});

describe('playSoundboard', () => {
  async function refused(
    code: number,
    standing: Partial<OwnVoiceState>,
    missing?: FakeVoiceRequests['missing'],
  ): Promise<unknown> {
    const { call, client, requests } = await StageCall.open();
    call.says({ suppress: false, ...standing });
    requests.missing = missing;
    requests.refusals.push(new FakeRefusal(code));
    return client.playSoundboard('5', { sourceGuildId: '77' }).catch((error: unknown) => error);
  }

  it('plays a sound of the guild, or of another one', async () => {
    const { client, requests } = await StageCall.open();
    await client.playSoundboard('5');
    await client.playSoundboard('6', { sourceGuildId: '77' });
    expect(requests.noted).toEqual([
      { kind: 'sound', channelId: CHANNEL, body: { soundId: '5' } },
      { kind: 'sound', channelId: CHANNEL, body: { soundId: '6', sourceGuildId: '77' } },
    ]);
  });

  it.each<[string, number, Partial<OwnVoiceState>, string, RegExp]>([
    ['a bot that is muted', 50_167, { mute: true }, 'VOICE_MUTED', /muted/],
    ['a bot that is deafened', 50_167, { deaf: true }, 'VOICE_DEAFENED', /deaf/],
    ['a bot that deafened itself', 50_167, { selfDeaf: true }, 'VOICE_DEAFENED', /selfDeaf/],
    ['a bot in the audience', 50_167, { suppress: true }, 'VOICE_STAGE_SUPPRESSED', /joinSpeakers/],
    ['a bot of which nothing is known', 50_167, {}, 'VOICE_MUTED', /muted/],
    ['a sound that is not there', 10_097, {}, 'VOICE_UNKNOWN_SOUND', /sound 5 of guild 77/],
    ['a guild that is not there', 10_004, {}, 'VOICE_UNKNOWN_SOUND', /sound 5 of guild 77/],
    ['want of a permission', FORBIDDEN, {}, 'VOICE_NO_PERMISSION', /needs Speak, UseSoundboard, UseExternalSounds/],
    ['a bot that is not there', 40_032, {}, 'VOICE_REQUEST_FAILED', /40032/],
  ])('tells %s (%i)', async (_, code, standing, expected, words) => {
    expect(await refused(code, standing)).toMatchObject({
      code: expected,
      kind: 'refused',
      message: expect.stringMatching(words) as unknown,
      cause: { discordCode: code },
    });
  });

  it('names the permissions that are known to be missing', async () => {
    const missing = ['UseExternalSounds', 'Connect'] as const;
    expect(await refused(FORBIDDEN, {}, missing)).toMatchObject({
      message: expect.stringMatching(/lacks UseExternalSounds\./) as unknown,
    });
  });

  it('takes only ids, within a limit, and can be aborted', async () => {
    const { client, call, requests } = await StageCall.open();
    for (const [soundId, options, words] of [
      ['boing', {}, /sound of a soundboard.*'boing'/],
      ['5', { sourceGuildId: 'home' }, /`sourceGuildId` is 'home'/],
      ['5', { timeoutMs: 0 }, /timeoutMs/],
    ] as const) {
      await expect(client.playSoundboard(soundId, options)).rejects.toMatchObject({
        code: 'VOICE_INVALID_OPTIONS',
        message: expect.stringMatching(words) as unknown,
      });
    }
    requests.pending = new Promise(() => undefined);
    const late = watched(client.playSoundboard('5', { timeoutMs: 500 }));
    const enough = new AbortController();
    const aborted = watched(client.playSoundboard('5', { signal: enough.signal }));
    await call.clock.advance(500);
    enough.abort();
    await call.settle();
    expect([late.outcome(), aborted.outcome()]).toMatchObject([
      { code: 'VOICE_REQUEST_FAILED' },
      { code: 'VOICE_ABORTED' },
    ]);
    expect(inspect(client)).toMatch(/VoiceClient/);
  });
});
