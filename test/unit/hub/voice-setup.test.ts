/** What is said about the options of voice before anything connects: all of it, and not at the first call. */
import { type ClientGroupOptions, ClientHub, nullLogger, SetupError, type SetupProblem } from 'corduroy';

const TOKEN = 'MTA1MDAwMDAwMDAwMDAwMDAA.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB';

async function problemsOf(voice: ClientGroupOptions['voice']): Promise<readonly SetupProblem[]> {
  const hub = new ClientHub({ logger: nullLogger, api: 'http://127.0.0.1:9/api/v10' });
  hub.createClientGroup('alpha', TOKEN, { voice });
  const error: unknown = await hub.start({ signal: AbortSignal.abort() }).catch((thrown: unknown) => thrown);
  await hub.stop();
  return error instanceof SetupError ? error.problems : [];
}

describe('options of voice', () => {
  it('that do not go with a worker are told with everything else, before the first call', async () => {
    const problems = await problemsOf({
      worker: { perWorker: 0, memoryMb: 1.5, file: '/no/such/script.js' },
      random: () => 0.5,
    });
    expect(problems.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => 'VOICE_INVALID_OPTIONS'));
    const told = problems.map(({ message }) => message).join('\n');
    expect(told).toMatch(/Group "alpha": The option random of voice/);
    expect(told).toMatch(/worker\.perWorker is 0/);
    expect(told).toMatch(/worker\.memoryMb is 1\.5/);
    expect(told).toMatch(/script of the voice worker is not where it should be: .*no\/such\/script\.js/);
    expect(problems[0]?.place?.file).toMatch(/voice-setup\.test\.ts/);
    for (const { message, advice } of problems) expect(`${message} ${advice}`).not.toMatch(/Try:/);
  });

  it('that are right are nothing to tell', async () => {
    expect(await problemsOf({ worker: { perWorker: 10, file: __filename } })).toEqual([]);
    expect(await problemsOf({ worker: false, random: () => 0.5 })).toEqual([]);
    expect(await problemsOf(undefined)).toEqual([]);
  });
});
