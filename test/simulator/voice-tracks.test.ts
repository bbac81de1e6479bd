/** What hooks and handlers are told of the tracks of a call. */
import {
  type AudioSource,
  On,
  Handler,
  Injectable,
  Source,
  type Track,
  type TrackEnd,
  type VoiceClient,
  VoiceController,
  type VoiceHost,
  VoiceTrackEndEvent,
  VoiceTrackStartEvent,
} from 'corduroy';
import { knownFrames } from 'corduroy/testing';
import { VoiceBench } from './support/voice-bench';
import { eventually } from './support/waiting';

let bench: VoiceBench;
afterEach(() => bench[Symbol.asyncDispose]());

const lines: string[] = [];
beforeEach(() => lines.splice(0));

@Injectable()
class Announcing extends VoiceController {
  override voiceTrackStart({ name }: VoiceHost, call: VoiceClient, track: Track): void {
    lines.push(`${name} starts ${track.label} in ${call.guildId}, ${call.queue.size} to come`);
  }

  override voiceTrackEnd(_host: VoiceHost, _call: VoiceClient, track: Track, end: TrackEnd): void {
    lines.push(
      `${track.label} of ${String(track.data)}: ${end.reason} ${end.error?.message.split('\n')[0] ?? ''}`.trim(),
    );
    if (end.reason === 'skipped') throw new Error('a hook that fails');
  }
}

@Handler()
class Beside {
  @On(VoiceTrackStartEvent)
  started({ track }: VoiceTrackStartEvent): void {
    lines.push(`beside: ${track.label}`);
  }

  @On(VoiceTrackEndEvent, { overwrite: true })
  ended({ track, end, guildId }: VoiceTrackEndEvent): void {
    lines.push(`instead: ${track.label} ${end.reason} in ${guildId}`);
  }
}

const source = (label: string, count: number): AudioSource => Source.frames(knownFrames(3, count), { label });

it('hooks hear each track begin and end, and what fails in them goes where failures go', async () => {
  bench = await VoiceBench.open();
  const alpha = bench.caller('alpha', { providers: [{ provide: VoiceController, useClass: Announcing }] });
  await bench.start(alpha);
  const call = await alpha.group.voice.join(bench.loom.id, bench.talk.id);
  call.queue.add([
    { source: source('one', 5), data: 'alice' },
    { source: Source.file('/nowhere/two.ogg'), data: 'bob' },
    { source: source('three', 500), data: 'carol' },
    { source: source('four', 500), data: 'dave' },
  ]);
  const starts = (label: string) => eventually(label, () => lines.some((line) => line.includes(`starts ${label}`)));
  await starts('three');
  call.queue.skip();
  await starts('four');
  await call.disconnect();
  await eventually('the end', () => lines.length === 7);
  expect(lines.filter((line) => !line.startsWith('two'))).toEqual([
    // The second may have failed already: it was opened while the first played.
    expect.stringMatching(/^alpha starts one in \d+, [23] to come$/),
    'one of alice: finished',
    `alpha starts three in ${bench.loom.id}, 1 to come`,
    'three of carol: skipped',
    `alpha starts four in ${bench.loom.id}, 0 to come`,
    'four of dave: stopped',
  ]);
  expect(lines).toContain('two.ogg of bob: error two.ogg: the file could not be opened.');
  await eventually('the failure', () => bench.logger.of('error').some((text) => text.includes('a hook that fails')));
});

it('handlers hear them beside the hooks, or in their place', async () => {
  bench = await VoiceBench.open();
  const alpha = bench.caller('alpha', {
    handlers: [Beside],
    providers: [{ provide: VoiceController, useClass: Announcing }],
  });
  await bench.start(alpha);
  const call = await alpha.group.voice.join(bench.loom.id, bench.talk.id);
  call.queue.add(source('one', 5));
  await eventually('the end', () => lines.length === 3);
  expect(lines.sort()).toEqual([
    `alpha starts one in ${bench.loom.id}, 0 to come`,
    'beside: one',
    `instead: one finished in ${bench.loom.id}`,
  ]);
});

it('a group that stops still tells what ended with it', async () => {
  bench = await VoiceBench.open();
  const alpha = bench.caller('alpha', { providers: [{ provide: VoiceController, useClass: Announcing }] });
  await bench.start(alpha);
  const call = await alpha.group.voice.join(bench.loom.id, bench.talk.id);
  call.queue.add({ source: source('one', 500), data: 'alice' });
  await eventually('the start', () => lines.length === 1);
  await bench.hub.stop();
  expect(lines[1]).toBe('one of alice: stopped');
});
