/** Writes down, once for a call, that nobody hears the bot: it would look as if it played. */
import { type ChannelId } from '../../models';
import { type Clock, type Logger, type Timer } from '../../util';

/** Most bots come to a stage and go to its speakers at once. */
const PATIENCE_MS = 5_000;

const TO_SPEAKERS =
  'nobody hears the bot: it is in the audience of a stage, and what it plays waits; call voice.joinSpeakers()';
const NO_PERMISSION =
  'nobody hears the bot: it may not speak in its channel; give it the permission Speak and let it join again';

export class UnheardWarning {
  private timer: Timer | undefined;
  private isSaid = false;

  constructor(
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** @param unheard where nobody hears it; `undefined` when somebody does. */
  watch(unheard: { readonly channelId: ChannelId; readonly isStage: boolean | undefined } | undefined): void {
    this.timer?.cancel();
    this.timer = undefined;
    if (!unheard || this.isSaid) return;
    const { channelId, isStage } = unheard;
    this.timer = this.clock.setTimer(
      PATIENCE_MS,
      () => {
        this.timer = undefined;
        this.isSaid = true;
        this.logger.warn(isStage === false ? NO_PERMISSION : TO_SPEAKERS, { channelId });
      },
      { keepAlive: false },
    );
  }

  /** The author knows, or it does not matter any more. */
  forgo(): void {
    this.isSaid = true;
    this.watch(undefined);
  }
}
