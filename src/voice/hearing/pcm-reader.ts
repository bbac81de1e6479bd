/** Decodes what one listener reads, at the moment of reading, so that nobody else waits for it. */
import { asError, type Logger } from '../../util';
import { SAMPLE_RATE } from '../audio-frame';
import { type OpusDecoder, type OpusLibrary } from '../codec/opus-codec';
import { Concealment } from './concealment';
import { type HeardOpus, type HeardPcm } from './heard-audio';

const SAMPLES_PER_MS = SAMPLE_RATE / 1_000;

export class PcmReader {
  private readonly concealment = new Concealment();
  private decoder: OpusDecoder | undefined;
  private isClosed = false;

  constructor(
    private readonly library: Promise<OpusLibrary>,
    private readonly logger: Logger,
  ) {}

  /** Told when there is nothing to decode with. */
  whenMissing(tell: (error: Error) => void): void {
    this.library.catch((error: unknown) => {
      tell(asError(error));
    });
  }

  async read({ userId, positionMs, atMs, durationMs, isLost, opus }: HeardOpus): Promise<HeardPcm> {
    const library = await this.library;
    const decoded = isLost ? undefined : this.decode(library, opus);
    const pcm = decoded ?? this.concealment.conceal(Math.round(durationMs * SAMPLES_PER_MS));
    return { userId, positionMs, atMs, durationMs, isLost: decoded === undefined, pcm };
  }

  close(): void {
    this.isClosed = true;
    this.decoder?.close();
    this.decoder = undefined;
  }

  private decode(library: OpusLibrary, opus: Buffer): Buffer | undefined {
    if (this.isClosed) return undefined;
    try {
      this.decoder ??= library.decoder();
      const pcm = this.decoder.decode(opus);
      this.concealment.heard(pcm);
      return pcm;
    } catch (error) {
      this.logger.debug('a packet could not be decoded and is concealed', { error: asError(error).message });
      return undefined;
    }
  }
}
