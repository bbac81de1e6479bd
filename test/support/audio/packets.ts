/** Opus packets to put into files: each different, so that order and bytes can be compared. */

/** Valid packets of 20 ms whose payload is their number and noise of a fixed seed. */
export function numberedPackets(
  count: number,
  options: { bytes?: (index: number) => number; seed?: number } = {},
): Buffer[] {
  const { bytes = (index) => 40 + ((index * 37) % 160) } = options;
  let state = options.seed ?? 1;
  return Array.from({ length: count }, (_, index) => {
    const packet = Buffer.alloc(Math.max(5, bytes(index)));
    for (let at = 0; at < packet.length; at += 1) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      packet[at] = state >>> 24;
    }
    // CELT, full band, 20 ms, stereo, one frame.
    packet[0] = 0xfc;
    packet.writeUInt32BE(index, 1);
    return packet;
  });
}
