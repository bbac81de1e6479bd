/** The promises of where audio goes. */
import { audioOutputContract } from '../../src/testing/contracts/audio-output';
import { ManualClock } from '../../src/util';
import { FakeAudioOutput } from '../../src/voice';

describe('FakeAudioOutput', () => {
  const cases = audioOutputContract(() => {
    const output = new FakeAudioOutput(new ManualClock());
    output.canSend = false;
    return {
      output,
      comeBack: () => {
        output.canSend = true;
      },
      goAway: () => {
        output.canSend = false;
      },
    };
  });
  for (const one of cases) it(one.name, () => one.run());
});
