/** Whoever takes part in calls keeps what the gateway's side relies on. */
import { voiceCallsContract } from '../../src/testing/contracts/voice-calls';
import { FakeVoiceCalls } from '../../src/voice';

describe('FakeVoiceCalls', () => {
  for (const one of voiceCallsContract(() => new FakeVoiceCalls())) it(one.name, () => one.run());
});
