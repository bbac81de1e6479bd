/**
 * Opus by `opusscript`: libopus as WebAssembly, which every platform can load.
 *
 * The package's own class keeps its audio at places that it never reserved (it takes the address of a block of bytes for
 * the number of a 16-bit cell), so the codecs of one process write into each other; from about the fiftieth on, when the
 * memory grows, all of them are dead; and it returns at most 60 ms of a packet. So this drives the WebAssembly beneath it,
 * with memory that is really its own. Its stack is small, too: long packets write over what lies behind it, so a packet of
 * several frames is decoded frame by frame. A fault in there spoils the whole module: it is let go, and the next codec gets a
 * new one.
 */
import { PCM_FRAME_BYTES, FRAME_SAMPLES } from '../audio-frame';
import { GuardedDecoder, GuardedEncoder } from './guarded-codec';
import { type OpusLibrary } from './opus-codec';
import { splitPacket } from './opus-packet';

/** The object behind a codec: an encoder and a decoder of libopus in one. */
interface Handler {
  _encode(input: number, bytes: number, output: number, samples: number): number;
  _decode(input: number, bytes: number, output: number): number;
  _encoder_ctl(request: number, value: number): number;
}

/** As much of the WebAssembly module as is used. The views change when its memory grows: read them anew each time. */
export interface OpusWasm {
  readonly HEAPU8: Uint8Array;
  readonly HEAPU16: Uint16Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
  readonly OpusScriptHandler: (new (rate: number, channels: number, application: number) => Handler) & {
    destroy_handler(handler: Handler): void;
  };
}

export const OPUSSCRIPT = 'opusscript';

const APPLICATION_AUDIO = 2049;
const SET_BITRATE = 4002;
/** More than any frame has, and all that libopus may write for one. */
const MAX_PACKET_BYTES = 4_000;
/** 60 ms, the longest that one frame sounds. */
const MAX_FRAME_SAMPLES = 2_880;
/** PCM lies in its memory as one byte in every 16-bit cell. */
const CELL_BYTES = 2;

/** @throws what the package throws when it cannot be loaded, or is not what it used to be. */
export function wasmOpus(load: (name: string) => unknown = requireModule): OpusLibrary {
  const make = load(OPUSSCRIPT) as () => OpusWasm;
  let current: OpusWasm | undefined = make();
  const wasm = (): OpusWasm => (current ??= make());
  const lost = (broken: OpusWasm): void => {
    if (current === broken) current = undefined;
  };
  // Tried out, because this depends on the inside of a package.
  const trial = new WasmCodec(wasm(), lost);
  if (trial.decode(trial.encode(Buffer.alloc(PCM_FRAME_BYTES))).length !== PCM_FRAME_BYTES) {
    throw new Error('opusscript does not decode what it encoded');
  }
  trial.free();
  return {
    name: OPUSSCRIPT,
    encoder: () => new GuardedEncoder(OPUSSCRIPT, () => new WasmCodec(wasm(), lost)),
    decoder: () => new GuardedDecoder(OPUSSCRIPT, () => new WasmCodec(wasm(), lost)),
  };
}

class WasmCodec {
  private readonly handler: Handler;
  private readonly pcmAt: number;
  private readonly packetAt: number;

  constructor(
    private readonly wasm: OpusWasm,
    private readonly lost: (wasm: OpusWasm) => void,
  ) {
    this.handler = this.within(() => new wasm.OpusScriptHandler(48_000, 2, APPLICATION_AUDIO));
    this.pcmAt = this.reserve(MAX_FRAME_SAMPLES * 4 * CELL_BYTES);
    this.packetAt = this.reserve(MAX_PACKET_BYTES);
  }

  encode(pcm: Buffer): Buffer {
    return this.within(() => {
      this.wasm.HEAPU16.set(pcm, this.pcmAt / CELL_BYTES);
      const bytes = this.handler._encode(this.pcmAt, pcm.length, this.packetAt, FRAME_SAMPLES);
      if (bytes <= 0 || bytes > MAX_PACKET_BYTES) throw new Error(`libopus answered ${bytes}`);
      return Buffer.from(this.wasm.HEAPU8.subarray(this.packetAt, this.packetAt + bytes));
    });
  }

  decode(packet: Buffer): Buffer {
    const frames = splitPacket(packet);
    if (frames.length === 1) return this.decodeFrame(frames[0] as Buffer);
    return Buffer.concat(frames.map((frame) => this.decodeFrame(frame)));
  }

  setBitrate(bitsPerSecond: number): void {
    const answer = this.within(() => this.handler._encoder_ctl(SET_BITRATE, bitsPerSecond));
    if (answer < 0) throw new Error(`libopus answered ${answer}`);
  }

  free(): void {
    this.within(() => {
      this.wasm.OpusScriptHandler.destroy_handler(this.handler);
      this.wasm._free(this.pcmAt);
      this.wasm._free(this.packetAt);
    });
  }

  private decodeFrame(frame: Buffer): Buffer {
    return this.within(() => {
      this.wasm.HEAPU8.set(frame, this.packetAt);
      const samples = this.handler._decode(this.packetAt, frame.length, this.pcmAt);
      if (samples < 0 || samples > MAX_FRAME_SAMPLES) throw new Error(`libopus answered ${samples}`);
      const from = this.pcmAt / CELL_BYTES;
      return Buffer.from(this.wasm.HEAPU16.subarray(from, from + samples * 4));
    });
  }

  private reserve(bytes: number): number {
    const address = this.within(() => this.wasm._malloc(bytes));
    if (address === 0) throw new Error('opusscript has no memory left');
    return address;
  }

  private within<T>(call: () => T): T {
    try {
      return call();
    } catch (error) {
      // What WebAssembly itself throws; Node's types do not name its class.
      if (error instanceof Error && error.name === 'RuntimeError') this.lost(this.wasm);
      throw error;
    }
  }
}

function requireModule(): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded at first use: most programs never decode
  return require('opusscript/build/opusscript_native_wasm.js');
}
