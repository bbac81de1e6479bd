/** Noise from everybody that a call hears: nothing throws, nothing is stuck, and what is right afterwards works. */
import { makeCipher, VoiceError } from '../../../../src/voice';
import { CHANNEL, GUILD, KEY, MODE, OPUS } from '../fake-call';
import { NoisyCall } from './noisy-call';

/** `FUZZ_SEED=7 npx jest voice/fuzz` tries other noise; a failure tells the seed. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_130);
const CALLS = 40;
const STEPS = 250;
/** Ten a minute that nobody asked for, and the second half of a leave that is joined again. */
const MOST_UNASKED = 11;

let unhandled: unknown[];
const onUnhandled = (reason: unknown): void => void unhandled.push(reason);
beforeEach(() => {
  unhandled = [];
  process.on('unhandledRejection', onUnhandled);
  process.on('uncaughtExceptionMonitor', onUnhandled);
});
afterEach(() => {
  process.off('unhandledRejection', onUnhandled);
  process.off('uncaughtExceptionMonitor', onUnhandled);
  expect(unhandled).toEqual([]);
});

/** Runs the test for many calls; a failure says which it was, and what had happened. */
async function eachCall(run: (noisy: NoisyCall) => Promise<void>): Promise<void> {
  for (let index = 0; index < CALLS; index += 1) {
    const seed = SEED + index;
    const noisy = new NoisyCall(seed);
    try {
      void noisy.join(CHANNEL).catch(() => undefined);
      for (let step = 0; step < STEPS; step += 1) await noisy.step();
      await run(noisy);
      expect(noisy.mostUnasked).toBeLessThanOrEqual(MOST_UNASKED);
      expect(noisy.failures.filter((error) => !(error instanceof VoiceError))).toEqual([]);
    } catch (cause) {
      throw new Error(`seed ${seed}: ${String(cause)}\n${noisy.story.slice(-25).join('\n')}`, { cause });
    }
  }
}

it('a call after noise is ready when everybody behaves again, carries audio, and leaves no timer behind', async () => {
  await eachCall(async (noisy) => {
    const { call } = noisy;
    noisy.calm();
    // The first may share a join that was never answered, and fails with it in time; the second has nothing to share.
    const ends: string[] = [];
    for (const timeoutMs of [20_000, 300_000]) {
      const before = ends.length;
      const joining = noisy.join(CHANNEL, timeoutMs);
      joining.then(
        () => ends.push('in'),
        (error: unknown) => ends.push(String(error)),
      );
      await noisy.until('an answer to the join', () => ends.length > before);
      if (ends.at(-1) === 'in') break;
    }
    expect(ends.at(-1)).toBe('in');
    // What the noise said was a session may be in use still: a new one has the right keys.
    const before = call.sockets.sockets.length;
    call.link.tellServer(GUILD);
    await noisy.until('a new session', () => noisy.client?.state === 'ready' && call.sockets.sockets.length > before);
    expect(noisy.client?.channelId).toBe(CHANNEL);
    expect(call.output.send(OPUS)).toBe(true);
    const datagram = call.wire.sent.findLast((each) => each[0] === 0x80) as Buffer;
    expect(makeCipher(MODE, KEY).open(datagram, 12)?.toString()).toBe('opus');

    let isOver = false;
    void call.clients.close().then(() => (isOver = true));
    await noisy.until('the end', () => isOver, 10_000);
    await call.settle();
    expect([...call.clients]).toEqual([]);
    expect(call.clock.pendingTimers).toBe(0);
  });
}, 120_000);

it('a call that nobody answers any more ends by itself, and leaves no timer behind', async () => {
  await eachCall(async (noisy) => {
    const { call } = noisy;
    noisy.fallSilent();
    await noisy.until('the end', () => call.clients.size === 0, 30 * 60_000, false);
    await call.clock.advance(200_000);
    expect(call.clock.pendingTimers).toBe(0);
  });
}, 120_000);
