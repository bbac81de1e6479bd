/** Whoever takes part in calls keeps what the gateway's side relies on. */
import { voiceCallsContract } from '../../src/testing/contracts/voice-calls';
import { FakeVoiceCalls, NoVoiceCalls } from '../../src/voice';

describe.each([
  ['FakeVoiceCalls', () => new FakeVoiceCalls()],
  ['NoVoiceCalls', () => new NoVoiceCalls()],
])('%s', (_, make) => {
  for (const one of voiceCallsContract(make)) it(one.name, () => one.run());
});
