/** The ears of a call without a call: the test is the connection, says what comes, and moves the clock. */
import { nullLogger } from '../../../../src/util';
import { loadOpus } from '../../../../src/voice';
import { LocalHearing } from '../../../../src/voice/hearing/local-hearing';
import { type RtpPacket } from '../../../../src/voice/transport/rtp';
import { StallingClock } from '../player/support';

export interface Said {
  readonly sequence: number;
  readonly timestamp: number;
  readonly payload: Buffer;
  readonly ssrc?: number;
  readonly header?: Partial<RtpPacket>;
}

export class HearingBench {
  readonly clock = new StallingClock();
  readonly users = new Map<number, string>();
  /** What was opened, in order. */
  readonly opened: [userId: string, frame: Buffer][] = [];
  open: (userId: string, frame: Buffer) => Buffer | undefined = (_userId, frame) => frame;
  readonly hearing: LocalHearing;

  constructor(opus: () => ReturnType<typeof loadOpus> = () => loadOpus()) {
    this.hearing = new LocalHearing({
      place: 'guild 10',
      clock: this.clock,
      logger: nullLogger,
      userOf: (ssrc) => this.users.get(ssrc),
      open: (userId, frame) => {
        this.opened.push([userId, frame]);
        return this.open(userId, frame);
      },
      opus,
    });
  }

  /** A packet arrives now. */
  arrive({ sequence, timestamp, payload, ssrc = 1, header = {} }: Said): void {
    this.hearing.packet({
      header: {
        ...{ sequence: sequence & 0xffff, timestamp: timestamp >>> 0, ssrc },
        ...{ headerBytes: 16, extensionBytes: 0, isPadded: false, ...header },
      },
      payload,
      userId: this.users.get(ssrc),
    });
  }

  /** The server says whose an ssrc is. */
  tell(ssrc: number, userId: string): void {
    this.users.set(ssrc, userId);
    this.hearing.speakersChanged();
  }
}
