import { packetChannels, packetSamples, splitPacket } from '../../../../src/voice';

const frame = (bytes: number): Buffer => Buffer.alloc(bytes, 7);

describe('the length of an Opus packet', () => {
  it.each([
    [0, 480],
    [1, 960],
    [2, 1_920],
    [3, 2_880],
    [11, 2_880],
    [12, 480],
    [15, 960],
    [16, 120],
    [17, 240],
    [18, 480],
    [31, 960],
  ])('is told by its configuration: %d gives %d samples', (config, samples) => {
    expect(packetSamples(Buffer.from([config << 3, 1, 2, 3]))).toBe(samples);
  });

  it('counts the frames of each code', () => {
    expect(packetSamples(Buffer.concat([Buffer.from([0xfd]), frame(20)]))).toBe(1_920);
    expect(packetSamples(Buffer.concat([Buffer.from([0xfe, 5]), frame(5), frame(9)]))).toBe(1_920);
    expect(packetSamples(Buffer.concat([Buffer.from([0xfe, 252, 1]), frame(256), frame(1)]))).toBe(1_920);
    expect(packetSamples(Buffer.concat([Buffer.from([0xff, 3]), frame(30)]))).toBe(2_880);
    expect(packetSamples(Buffer.concat([Buffer.from([0xff, 0x83, 4, 6]), frame(20)]))).toBe(2_880);
    // Padding of 254 and 2 bytes.
    expect(packetSamples(Buffer.concat([Buffer.from([0xff, 0x42, 255, 2]), frame(8), frame(256)]))).toBe(1_920);
  });

  it('is 120 ms at most', () => {
    expect(packetSamples(Buffer.concat([Buffer.from([0xff, 6]), frame(60)]))).toBe(5_760);
    expect(packetSamples(Buffer.concat([Buffer.from([0xff, 7]), frame(70)]))).toBe(0);
    expect(packetSamples(Buffer.concat([Buffer.from([0x1b, 2]), frame(70)]))).toBe(5_760);
    expect(packetSamples(Buffer.concat([Buffer.from([0x1b, 3]), frame(90)]))).toBe(0);
    // 48 frames of 2.5 ms.
    expect(packetSamples(Buffer.concat([Buffer.from([0xe3, 48]), frame(48)]))).toBe(5_760);
  });

  it.each([
    ['nothing', []],
    ['two frames of one size in an odd number of bytes', [0xfd, 1]],
    ['a first frame that is longer than the packet', [0xfe, 9, 1]],
    ['a length that is cut', [0xfe, 252]],
    ['no length at all', [0xfe]],
    ['many frames without a number', [0xff]],
    ['no frames', [0xff, 0]],
    ['three frames in a number of bytes that does not divide', [0xff, 3, 1, 2]],
    ['lengths that do not fit', [0xff, 0x82, 9, 1]],
    ['padding that does not end', [0xff, 0x41, 255]],
    ['padding that is longer than the packet', [0xff, 0x41, 9, 1]],
  ])('is 0 for %s', (_what, bytes) => {
    expect(packetSamples(Buffer.from(bytes))).toBe(0);
  });

  it('is 0 for a frame of more than 1275 bytes', () => {
    expect(packetSamples(Buffer.concat([Buffer.from([0xfc]), frame(1_275)]))).toBe(960);
    expect(packetSamples(Buffer.concat([Buffer.from([0xfc]), frame(1_276)]))).toBe(0);
  });

  it('goes with the number of channels', () => {
    expect(packetChannels(Buffer.from([0xf8]))).toBe(1);
    expect(packetChannels(Buffer.from([0xfc]))).toBe(2);
  });
});

describe('splitting an Opus packet', () => {
  const bodies = [Buffer.from([1, 2, 3]), Buffer.alloc(260, 9), Buffer.from([4])];
  const alone = (count: number): Buffer[] =>
    bodies.slice(0, count).map((one) => Buffer.concat([Buffer.from([0xfc]), one]));

  it('leaves one of a single frame as it is', () => {
    const packet = Buffer.from([0xfc, 1, 2]);
    expect(splitPacket(packet)).toEqual([packet]);
  });

  it.each([
    ['two of a size', Buffer.from([0xfd, 1, 2, 3, 4]), [Buffer.from([0xfc, 1, 2]), Buffer.from([0xfc, 3, 4])]],
    ['two of different sizes', Buffer.concat([Buffer.from([0xfe, 3]), ...bodies.slice(0, 2)]), alone(2)],
    ['many of different sizes', Buffer.concat([Buffer.from([0xff, 0x83, 3, 252, 2]), ...bodies]), alone(3)],
    [
      'many with padding',
      Buffer.concat([Buffer.from([0xff, 0xc3, 255, 1, 3, 252, 2]), ...bodies, Buffer.alloc(255)]),
      alone(3),
    ],
    ['many of a size', Buffer.from([0xff, 3, 1, 2, 3]), [1, 2, 3].map((one) => Buffer.from([0xfc, one]))],
  ])('gives each frame its own: %s', (_what, packet, due) => {
    const split = splitPacket(packet);
    expect(split).toEqual(due);
    expect(split.reduce((sum, one) => sum + packetSamples(one), 0)).toBe(packetSamples(packet));
  });
});
