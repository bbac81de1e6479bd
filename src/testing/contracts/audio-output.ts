/** What every {@link AudioOutput} must do. */
import assert from 'node:assert/strict';
import { type AudioOutput, FRAME_SAMPLES, SILENCE_FRAME, SpeakingFlag } from '../../voice';
import { type ContractCase } from './contract-case';

/** An output, and the two things that happen to its connection. */
export interface AudioOutputTrial {
  readonly output: AudioOutput;
  /** Makes it ready, and resolves when it is. */
  readonly comeBack: () => void | Promise<void>;
  /** Takes its connection away for a while. */
  readonly goAway: () => void | Promise<void>;
}

const FRAME = { data: SILENCE_FRAME, samples: FRAME_SAMPLES };

/** @param make an output that is not ready yet. */
export function audioOutputContract(make: () => AudioOutputTrial | Promise<AudioOutputTrial>): ContractCase[] {
  return [
    {
      name: 'takes nothing before it is ready, and says so',
      run: async () => {
        const { output } = await make();
        assert.equal(output.canSend, false);
        assert.equal(output.send(FRAME), false);
      },
    },
    {
      name: 'bears Speaking and the passing of time while it is not ready',
      run: async () => {
        const { output } = await make();
        output.setSpeaking(SpeakingFlag.microphone);
        output.skip(FRAME_SAMPLES);
        output.setSpeaking(0);
        assert.equal(output.canSend, false);
      },
    },
    {
      name: 'takes frames once it is ready and speaking was announced',
      run: async () => {
        const { output, comeBack } = await make();
        await comeBack();
        assert.equal(output.canSend, true);
        output.setSpeaking(SpeakingFlag.microphone);
        assert.equal(output.send(FRAME), true);
        output.skip(FRAME_SAMPLES);
        assert.equal(output.send(FRAME), true);
      },
    },
    {
      name: 'remembers Speaking that was announced before it was ready',
      run: async () => {
        const { output, comeBack } = await make();
        output.setSpeaking(SpeakingFlag.microphone);
        await comeBack();
        assert.equal(output.send(FRAME), true);
      },
    },
    {
      name: 'takes nothing while its connection is away, and goes on afterwards',
      run: async () => {
        const { output, comeBack, goAway } = await make();
        await comeBack();
        output.setSpeaking(SpeakingFlag.microphone);
        assert.equal(output.send(FRAME), true);
        await goAway();
        assert.equal(output.canSend, false);
        assert.equal(output.send(FRAME), false);
        await comeBack();
        assert.equal(output.send(FRAME), true);
      },
    },
  ];
}
