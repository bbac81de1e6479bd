/** Our calls keep what is promised of calls that are driven by a gateway, and of where audio goes. */
import { audioOutputContract } from '../../src/testing/contracts/audio-output';
import { voiceCallsContract } from '../../src/testing/contracts/voice-calls';
import { FakeVoiceLink, VoiceClients } from '../../src/voice';
import { FakeCall, GUILD } from '../unit/voice/fake-call';

describe('VoiceClients', () => {
  for (const one of voiceCallsContract(() => new VoiceClients({ link: new FakeVoiceLink() }))) {
    it(one.name, () => one.run());
  }
});

describe('VoiceConnection', () => {
  const cases = audioOutputContract(async () => {
    const call = new FakeCall();
    void call.join();
    await call.settle();
    return {
      output: call.output,
      comeBack: () => call.serve(),
      goAway: async () => {
        call.link.tellServer(GUILD);
        await call.settle();
      },
    };
  });
  for (const one of cases) it(one.name, () => one.run());
});
