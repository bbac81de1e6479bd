/** The pure machine of the line: what is sent next. */
import { Speech, type SpeechStep, type Supply } from '../../../../src/voice/player/speech';

function run(speech: Speech, script: readonly (readonly [Supply, boolean])[], flags = 1): SpeechStep[] {
  return script.map(([supply, canSend]) => speech.step(supply, canSend, flags));
}

const times = <T>(count: number, value: T): T[] => new Array<T>(count).fill(value);

describe('Speech', () => {
  it('announces before the first frame, and only then', () => {
    expect(run(new Speech(), times(3, ['frame', true] as const))).toEqual(['announce', 'frame', 'frame']);
  });

  it('sends five frames of silence before it hangs up', () => {
    const speech = new Speech();
    run(speech, [['frame', true]]);
    expect(run(speech, times(8, ['none', true] as const))).toEqual([...times(5, 'silence'), 'hangUp', 'rest', 'rest']);
    expect(speech.flags).toBe(0);
  });

  it('rests without a word when there was nothing to hear', () => {
    expect(
      run(new Speech(), [
        ['late', true],
        ['none', true],
        ['none', false],
      ]),
    ).toEqual(['rest', 'rest', 'rest']);
  });

  it('sends silence for a second while the source is late, and announces again when it has caught up', () => {
    const speech = new Speech();
    run(speech, [['frame', true]]);
    expect(run(speech, times(52, ['late', true] as const))).toEqual([...times(50, 'silence'), 'hangUp', 'rest']);
    expect(run(speech, [['frame', true]])).toEqual(['announce']);
  });

  it('counts silence of a late source for the pause that follows', () => {
    const speech = new Speech();
    run(speech, [['frame', true], ...times(3, ['late', true] as const)]);
    expect(run(speech, times(3, ['none', true] as const))).toEqual(['silence', 'silence', 'hangUp']);
  });

  it('goes on without an announcement when a frame comes in the middle of the silence', () => {
    const speech = new Speech();
    run(speech, [
      ['frame', true],
      ['none', true],
      ['none', true],
    ]);
    expect(run(speech, [['frame', true], ...times(6, ['none', true] as const)])).toEqual([
      'frame',
      ...times(5, 'silence'),
      'hangUp',
    ]);
  });

  it('waits while the output takes nothing, and hangs up at once if there is nothing left to say', () => {
    const speech = new Speech();
    expect(
      run(speech, [
        ['frame', false],
        ['frame', true],
        ['frame', false],
        ['late', false],
        ['none', false],
        ['none', false],
      ]),
    ).toEqual(['wait', 'announce', 'wait', 'wait', 'hangUp', 'rest']);
  });

  it('announces anew when the flags change', () => {
    const speech = new Speech();
    run(speech, [['frame', true]]);
    expect(speech.step('frame', true, 5)).toBe('announce');
    expect(speech.step('frame', true, 5)).toBe('frame');
  });
});
