/** What a connection says: frames, sealed end to end and sent, as soon as and as long as somebody could hear them. */
import { type AudioFrame } from '../audio-frame';
import { type DaveSession } from '../dave/dave-session';
import { SpeakingFlag } from '../player/audio-output';
import { type ClientFrame } from '../signalling/frames';
import { type MediaPath } from './media-path';

export interface SpeakingOptions {
  readonly media: MediaPath;
  readonly isReady: () => boolean;
  /** The end-to-end encryption of the present session. */
  readonly encryption: () => DaveSession | undefined;
  readonly say: (frame: ClientFrame) => void;
}

export class Speaking {
  /** Frames that nobody would have heard, because the bot was alone. */
  unheard = 0;
  /** Times that a frame was refused, to be tried again. */
  refused = 0;
  /** Whether audio waits because nobody would hear it. */
  isSuppressed = false;
  /** What was last asked for, and what the present session was told. */
  private flags = 0;
  private announced = 0;

  constructor(private readonly options: SpeakingOptions) {}

  /** Whether a frame would go out now. */
  get canSend(): boolean {
    const dave = this.open();
    return dave !== undefined && (dave.phase === 'active' || dave.phase === 'off' || dave.alone);
  }

  send(frame: AudioFrame): boolean {
    const { media } = this.options;
    const dave = this.open();
    if (!dave) return this.refuse();
    const sealed = dave.seal(frame.data);
    if (sealed === 'held') {
      if (!dave.alone) return this.refuse();
      // There is nobody to agree on keys with, and nobody to hear it: time goes on all the same.
      media.skip(frame.samples);
      this.unheard += 1;
      return true;
    }
    // Audio of who has not announced it closes the connection.
    if (this.announced === 0) this.announce(this.flags || SpeakingFlag.microphone);
    return media.send(sealed, frame.samples) || this.refuse();
  }

  setSpeaking(flags: number): void {
    this.flags = flags;
    if (this.options.isReady()) this.repeat();
  }

  /** The session may have been told something else, or nothing yet. */
  repeat(): void {
    if (this.flags !== this.announced) this.announce(this.flags);
  }

  /** The session is over, and what it was told. */
  forget(): void {
    this.announced = 0;
  }

  /** The encryption, if the way is open as far as the connection goes. */
  private open(): DaveSession | undefined {
    const { media, isReady, encryption } = this.options;
    return isReady() && !this.isSuppressed && media.isOpen ? encryption() : undefined;
  }

  private refuse(): false {
    this.refused += 1;
    return false;
  }

  private announce(flags: number): void {
    this.announced = flags;
    const { media, say } = this.options;
    say({ kind: 'speaking', flags, ssrc: media.ssrc });
  }
}
