/** Something that is done now and then for as long as it is switched on. It keeps no process from ending. */
import { type Clock, type Timer } from '../../util';

export class Pulse {
  private timer: Timer | undefined;

  /** @param everyMs `Infinity`: never. */
  constructor(
    private readonly clock: Clock,
    private readonly everyMs: number,
    private readonly beat: () => void,
  ) {}

  start(): void {
    this.stop();
    if (!Number.isFinite(this.everyMs)) return;
    this.timer = this.clock.setTimer(
      this.everyMs,
      () => {
        this.start();
        this.beat();
      },
      { keepAlive: false },
    );
  }

  stop(): void {
    this.timer?.cancel();
    this.timer = undefined;
  }
}
