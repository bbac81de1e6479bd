/** Tells formats apart by their first bytes. Names and types that servers send are not asked: both are often wrong. */
import { readVint } from './webm/ebml';
import { readOpusHead } from './ogg/opus-head';
import { readPage } from './ogg/ogg-page';
import { readWavHead } from './pcm/wav';

/** `other`: for ffmpeg. */
export type AudioFormat = 'ogg' | 'webm' | 'wav' | 'other';

/** What must be known by then. */
const ENOUGH = 65_536;

const EBML = 0x1a45dfa3;
const CLUSTER = Buffer.from('1f43b675', 'hex');

/**
 * The format of bytes. `undefined`: more are needed; `empty`: there are none.
 * @param isAll nothing follows.
 */
export function sniff(head: Buffer, isAll: boolean): AudioFormat | 'empty' | undefined {
  if (head.length === 0) return isAll ? 'empty' : undefined;
  const isEnough = isAll || head.length >= ENOUGH;
  if (head.length < 12) return isAll ? 'other' : undefined;
  if (head.readUInt32BE(0) === EBML) return webm(head, isEnough);
  const name = head.toString('latin1', 0, 4);
  if (name === 'OggS') return ogg(head, isEnough);
  if (name === 'RIFF' || name === 'RF64') return riff(head, isEnough);
  return 'other';
}

/** Every stream begins with a page of its own, before all audio; one of them must be Opus that can be sent as it is. */
function ogg(head: Buffer, isEnough: boolean): AudioFormat | undefined {
  for (let at = 0; at < head.length;) {
    const page = readPage(head, at);
    if (page === 'more') return isEnough ? 'other' : undefined;
    if (page === 'none' || !page.isFirst) return 'other';
    const opus = readOpusHead(head, page.segmentsAt + page.segmentCount);
    if (opus) return opus.isPlain ? 'ogg' : 'other';
    at += page.length;
  }
  return isEnough ? 'other' : undefined;
}

function webm(head: Buffer, isEnough: boolean): AudioFormat | undefined {
  const id = readVint(head, 0, 4, true);
  if (typeof id === 'string') return 'other';
  const cluster = head.indexOf(CLUSTER);
  const codec = head.indexOf('A_OPUS', 0, 'latin1');
  if (codec >= 0 && (cluster < 0 || codec < cluster)) {
    // The codec's own head lies near its name, if there is one.
    const from = head.indexOf('OpusHead', Math.max(0, codec - 512), 'latin1');
    const opus = from >= 0 && from < codec + 512 ? readOpusHead(head, from) : undefined;
    if (opus) return opus.isPlain ? 'webm' : 'other';
    return isEnough || cluster >= 0 || head.length > codec + 600 ? 'webm' : undefined;
  }
  return cluster >= 0 || isEnough ? 'other' : undefined;
}

function riff(head: Buffer, isEnough: boolean): AudioFormat | undefined {
  const read = readWavHead(head);
  if (read !== 'more') return 'problem' in read ? 'other' : 'wav';
  return isEnough ? 'wav' : undefined;
}
