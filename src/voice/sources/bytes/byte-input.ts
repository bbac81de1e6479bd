/** Bytes as the readers of formats need them, wherever they come from. */
import { type FfmpegTarget } from '../ffmpeg/ffmpeg-options';

/** One opened file, answer or stream. Calls do not overlap, except for `close`, which may come at any time. */
export interface ByteInput {
  /** Bytes in all, where that is known. */
  readonly size: number | undefined;
  /** What it costs to read from another place: next to nothing, a request, or it cannot be done. */
  readonly seeking: 'cheap' | 'dear' | 'none';
  /** Some more bytes, {@link MAX_PIECE} at most; `null` at the end and after `close`. */
  read(): Promise<Buffer | null>;
  /** Where the next `read` begins. Throws where `seeking` is `none`. */
  seek(position: number): Promise<void>;
  close(): Promise<void>;
}

/** No input gives more at once, so that what is made of it is bounded too. */
export const MAX_PIECE = 65_536;

/** Something that can be opened as bytes. */
export interface ByteOrigin {
  readonly label: string;
  readonly isRepeatable: boolean;
  open(): Promise<ByteInput>;
  /**
   * What ffmpeg can open by itself, by what `open` found out; `undefined`: it gets the bytes.
   * @param input what `open` gave; without one, `undefined` means that it has to be opened first.
   */
  forFfmpeg?(input: ByteInput | undefined): FfmpegTarget | undefined;
}
