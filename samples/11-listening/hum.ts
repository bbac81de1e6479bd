/** A second of humming: Opus packets of 20 ms, as anybody's client sends them. */
import { loadOpus } from 'corduroy/voice';

const RATE = 48_000;
const PACKET = 960;
const HERTZ = 220;

export async function hum(packets: number): Promise<Buffer[]> {
  const encoder = (await loadOpus()).encoder();
  const hummed = Array.from({ length: packets }, (_, packet) => {
    const pcm = Buffer.alloc(PACKET * 4);
    for (let index = 0; index < PACKET; index += 1) {
      const sample = Math.round(8_000 * Math.sin((2 * Math.PI * HERTZ * (packet * PACKET + index)) / RATE));
      pcm.writeInt16LE(sample, index * 4);
      pcm.writeInt16LE(sample, index * 4 + 2);
    }
    return encoder.encode(pcm);
  });
  encoder.close();
  return hummed;
}
