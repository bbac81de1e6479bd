/** Opus as an encoder makes it, of sound that never repeats: every packet is another, so that order and bytes can be compared. */
import { loadOpus, PCM_FRAME_BYTES } from '../../../src/voice';
import { toneSamples, oggOpus } from '../audio';

export interface RealAudio {
  /** Packets of 20 ms. */
  readonly packets: readonly Buffer[];
  /** The same as a file. */
  readonly file: Buffer;
}

/** A tone that climbs by a hertz and a half each frame, over another one that does not go with it. */
export async function realAudio(count: number, startHz = 220): Promise<RealAudio> {
  const encoder = (await loadOpus()).encoder();
  const packets = Array.from({ length: count }, (_, index) => {
    const climbing = toneSamples(startHz + 1.5 * index, 20, { level: 0.3 });
    const beside = toneSamples(977 + (index % 7) * 31, 20, { level: 0.1 });
    const pcm = Buffer.alloc(PCM_FRAME_BYTES);
    climbing.forEach((value, at) => pcm.writeInt16LE(Math.round((value + (beside[at] ?? 0)) * 32_767), at * 2));
    return encoder.encode(pcm);
  });
  encoder.close();
  if (new Set(packets.map((packet) => packet.toString('latin1'))).size !== count)
    throw new Error('two packets are alike');
  return { packets, file: oggOpus(packets) };
}
