/**
 * A strict reader of Ogg Opus, written against the RFCs and sharing nothing with the source: it takes no page that a careful
 * program would complain about. https://datatracker.ietf.org/doc/html/rfc3533, https://datatracker.ietf.org/doc/html/rfc7845
 */

export interface CheckedOgg {
  readonly packets: readonly Buffer[];
  /** Samples of each packet, by its own first byte. */
  readonly samples: readonly number[];
  readonly preSkip: number;
  readonly serial: number;
  readonly vendor: string;
  readonly comments: Readonly<Record<string, string>>;
  /** Samples that sound on each page with audio. */
  readonly pageSamples: readonly number[];
  /** How long a player says it is. */
  readonly durationMs: number;
  /** Whether the last page says that it is the last. */
  readonly isWhole: boolean;
}

interface Page {
  readonly flags: number;
  readonly granule: bigint;
  readonly serial: number;
  readonly sequence: number;
  readonly packets: Buffer[];
}

/** @throws Error for whatever is wrong. @param mayBeCut a file that was not closed. */
export function checkOgg(bytes: Buffer, { mayBeCut = false } = {}): CheckedOgg {
  const pages: Page[] = [];
  for (let at = 0; at < bytes.length;) {
    const read = readPage(bytes, at, pages.length);
    if (!read && mayBeCut) break;
    if (!read) throw new Error(`page ${pages.length} is cut`);
    pages.push(read.page);
    at += read.length;
  }
  const [head, tags, ...audio] = pages;
  if (!head || !tags) throw new Error('there are not even the headers');
  for (const [index, page] of pages.entries()) {
    if (page.sequence !== index) throw new Error(`page ${index} has number ${page.sequence}`);
    if (page.serial !== head.serial) throw new Error(`page ${index} is of another stream`);
    if (((page.flags & 2) !== 0) !== (index === 0)) throw new Error(`page ${index}: beginning of stream`);
    if ((page.flags & 1) !== 0) throw new Error(`page ${index} says that it continues a packet`);
    if ((page.flags & 4) !== 0 && index !== pages.length - 1) throw new Error(`page ${index}: end of stream`);
  }
  const isWhole = audio.length > 0 && ((pages.at(-1) as Page).flags & 4) !== 0;
  if (!isWhole && !mayBeCut) throw new Error('the last page does not say so');
  if (head.packets.length !== 1 || tags.packets.length !== 1) throw new Error('a header shares its page');
  if (head.granule !== 0n || tags.granule !== 0n) throw new Error('a header has a position');
  const { preSkip } = readHead(head.packets[0] as Buffer);
  return {
    ...readTags(tags.packets[0] as Buffer),
    ...readAudio(audio, preSkip, isWhole),
    preSkip,
    serial: head.serial,
    isWhole,
  };
}

function readPage(bytes: Buffer, at: number, index: number): { page: Page; length: number } | undefined {
  if (bytes.length - at < 27) return undefined;
  if (bytes.toString('latin1', at, at + 4) !== 'OggS') throw new Error(`there is no page ${index} at ${at}`);
  if (bytes[at + 4] !== 0) throw new Error(`page ${index} has version ${bytes[at + 4]}`);
  const count = bytes[at + 26] as number;
  if (count === 0) throw new Error(`page ${index} is empty`);
  const lengths = [...bytes.subarray(at + 27, at + 27 + count)];
  const length = 27 + count + lengths.reduce((sum, one) => sum + one, 0);
  if (lengths.length < count || bytes.length - at < length) return undefined;
  const copy = Buffer.from(bytes.subarray(at, at + length));
  copy.writeUInt32LE(0, 22);
  if (checksum(copy) !== bytes.readUInt32LE(at + 22)) throw new Error(`page ${index} has a wrong checksum`);
  if (lengths.at(-1) === 255) throw new Error(`page ${index} ends within a packet`);
  const packets: Buffer[] = [];
  let from = at + 27 + count;
  let to = from;
  for (const one of lengths) {
    to += one;
    if (one === 255) continue;
    packets.push(bytes.subarray(from, to));
    from = to;
  }
  const page = {
    flags: bytes[at + 5] as number,
    granule: bytes.readBigInt64LE(at + 6),
    serial: bytes.readUInt32LE(at + 14),
    sequence: bytes.readUInt32LE(at + 18),
    packets,
  };
  return { page, length };
}

function checksum(bytes: Buffer): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x80000000) === 0 ? crc << 1 : (crc << 1) ^ 0x04c11db7;
  }
  return crc >>> 0;
}

function readHead(head: Buffer): { preSkip: number } {
  if (head.length !== 19 || head.toString('latin1', 0, 8) !== 'OpusHead') throw new Error('there is no head');
  if (head[8] !== 1 || head[9] !== 2 || head.readUInt32LE(12) !== 48_000) throw new Error('the head is odd');
  if (head.readInt16LE(16) !== 0 || head[18] !== 0) throw new Error('the head has a gain or a mapping');
  return { preSkip: head.readUInt16LE(10) };
}

function readTags(tags: Buffer): { vendor: string; comments: Record<string, string> } {
  if (tags.toString('latin1', 0, 8) !== 'OpusTags') throw new Error('there are no comments');
  let at = 8;
  const text = (): string => {
    const length = tags.readUInt32LE(at);
    const from = at + 4;
    at = from + length;
    if (at > tags.length) throw new Error('a comment is cut');
    return tags.toString('utf8', from, at);
  };
  const vendor = text();
  const count = tags.readUInt32LE(at);
  at += 4;
  const lines = Array.from({ length: count }, text);
  if (at !== tags.length) throw new Error('something follows the comments');
  const pairs = lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
  return { vendor, comments: Object.fromEntries(pairs) as Record<string, string> };
}

function readAudio(
  pages: readonly Page[],
  preSkip: number,
  isWhole: boolean,
): Pick<CheckedOgg, 'packets' | 'samples' | 'pageSamples' | 'durationMs'> {
  const samples: number[] = [];
  const pageSamples: number[] = [];
  let total = 0n;
  let granule = 0n;
  for (const [index, page] of pages.entries()) {
    const each = page.packets.map(samplesOf);
    samples.push(...each);
    const sum = each.reduce((left, right) => left + right, 0);
    pageSamples.push(sum);
    total += BigInt(sum);
    const isLast = isWhole && index === pages.length - 1;
    const isRight = isLast ? page.granule <= total && page.granule > total - BigInt(sum) : page.granule === total;
    if (!isRight) throw new Error(`page ${index + 2} says that ${page.granule} samples are over, but it is ${total}`);
    if (page.granule <= granule) throw new Error(`page ${index + 2} goes back in time`);
    granule = page.granule;
  }
  const durationMs = Math.max(0, Number(granule) - preSkip) / 48;
  return { packets: pages.flatMap(({ packets }) => packets), samples, pageSamples, durationMs };
}

/** Table 2 and section 3.2 of RFC 6716. */
function samplesOf(packet: Buffer): number {
  const [toc, count = 0] = packet;
  if (toc === undefined) throw new Error('a packet is empty');
  const config = toc >> 3;
  const ms =
    config < 12 ? [10, 20, 40, 60][config % 4] : config < 16 ? [10, 20][config % 2] : [2.5, 5, 10, 20][config % 4];
  const frames = [1, 2, 2, count & 63][toc & 3] as number;
  return frames * (ms as number) * 48;
}
