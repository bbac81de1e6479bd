/** The end-to-end encryption of the present session: begins and ends with it, and is watched while audio waits for it. */
import { type UserId } from '../../models';
import { type Clock, type Logger } from '../../util';
import { type DaveProvider } from '../dave/dave-provider';
import { type DaveSession } from '../dave/dave-session';
import { type DaveClientFrame } from '../signalling/frames';
import { type ConnectionEvents } from './connection-options';
import { DaveWatch } from './dave-watch';
import { type VoiceLimits } from './limits';

export interface SessionEncryptionOptions {
  readonly provider: DaveProvider;
  /** The bot. */
  readonly userId: UserId;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: VoiceLimits;
  readonly events: ConnectionEvents;
  readonly isReady: () => boolean;
  /** Whether the machine is at work, which looks again when it is done. */
  readonly isBusy: () => boolean;
  readonly say: (frame: DaveClientFrame) => void;
  /** The call does not agree on its encryption. */
  readonly stuck: (waitedMs: number) => void;
}

export class SessionEncryption {
  /** `undefined` between sessions. */
  session: DaveSession | undefined;
  private readonly watch: DaveWatch;

  constructor(private readonly options: SessionEncryptionOptions) {
    const { clock, limits, logger, events, stuck } = options;
    this.watch = new DaveWatch({
      clock,
      holdMs: limits.holdMs,
      daveMs: limits.daveMs,
      slow: (waitedMs) => {
        const phase = this.session?.phase;
        logger.warn('audio waits for the call to agree on its encryption', { waitedMs, phase });
        events.encryptionSlow(waitedMs);
      },
      stuck,
    });
  }

  begin(): void {
    const { provider, userId, clock, logger, say, events } = this.options;
    this.end();
    const session = provider.session({
      userId,
      clock,
      logger,
      send: (frame) => {
        if (this.session === session) say(frame);
      },
      onChange: () => {
        if (this.session !== session) return;
        events.encryptionChanged();
        this.look();
      },
    });
    this.session = session;
  }

  end(): void {
    this.session?.close();
    this.session = undefined;
    this.watch.look(false);
  }

  /** Whether audio is held may have changed. */
  look(): void {
    const { session, options } = this;
    const isReady = options.isReady() && session !== undefined;
    if (isReady && session.phase === 'failed') {
      this.watch.look(false);
      if (!options.isBusy()) options.stuck(0);
      return;
    }
    const isHeld = isReady && !session.alone && session.phase !== 'active' && session.phase !== 'off';
    this.watch.look(isHeld);
  }
}
