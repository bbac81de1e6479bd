/** The sample of stages is run as a person would run it. */
import { join } from 'node:path';

interface StageSample {
  readonly lectureOnSimulator: (tell: (line: string) => void) => Promise<void>;
}

describe('13-stage', () => {
  it('asks to speak, is let, is heard, and says which permission a sound needs', async () => {
    const path = join(__dirname, '..', '..', 'samples', '13-stage', 'bootstrap.ts');
    const { lectureOnSimulator } = (await import(path)) as StageSample;
    const lines: string[] = [];
    await lectureOnSimulator((line) => lines.push(line));
    expect(lines).toEqual([
      'mary: !speak',
      'the bot raises its hand, and mary lets it speak',
      'Listen!',
      'alice heard 50 of 50 packets',
      'mary: !sound 1',
      expect.stringMatching(/^The bot may not play this sound in channel \d+ of guild \d+: it lacks UseSoundboard\.$/),
      'mary: !listen',
      'I am listening',
      'the bot is in the audience',
    ]);
  });
});
