/** Looks at what goes over the wire in an encrypted call and knows no key: is all of it sealed, and no counter used twice? */
import { CounterSet } from '../counter-set';
import { isSilence, parseDaveFrame } from './frame-codec';

/** What was seen of one sender. */
export interface WireReport {
  /** Frames of DAVE. */
  readonly sealed: number;
  readonly silence: number;
  /** Neither silence nor a frame of DAVE: audio that everybody on the way can hear. */
  readonly plain: number;
  /** How often the counter began again at 1, as it does in each new epoch. */
  readonly epochs: number;
  /** Frames whose counter had been used in the same epoch. With one key that gives the audio away. */
  readonly repeatedNonces: number;
  /** Frames that hold a stretch of an Opus packet that {@link WireWatch.expect} named. */
  readonly leaks: number;
}

const SHORTEST_LEAK = 16;

export class WireWatch {
  private readonly senders = new Map<string, { -readonly [K in keyof WireReport]: WireReport[K] }>();
  private readonly nonces = new Map<string, { readonly firstTag: Buffer; readonly seen: CounterSet }>();
  private secrets: Buffer[] = [];

  /** Packets that are to be spoken: from now on they are looked for in everything that passes. */
  expect(opus: readonly Buffer[]): void {
    this.secrets = opus
      .filter(({ length }) => length >= SHORTEST_LEAK)
      .map((packet) => packet.subarray(0, SHORTEST_LEAK));
  }

  /** @param sender whose audio it is: an SSRC or a user's id. */
  see(sender: string, payload: Buffer): void {
    const report = this.reportOf(sender);
    if (this.secrets.some((secret) => payload.includes(secret))) report.leaks += 1;
    if (isSilence(payload)) report.silence += 1;
    else this.seeFrame(sender, payload, report);
  }

  of(sender: string): WireReport {
    return { ...this.reportOf(sender) };
  }

  private seeFrame(
    sender: string,
    payload: Buffer,
    report: { -readonly [K in keyof WireReport]: WireReport[K] },
  ): void {
    const frame = parseDaveFrame(payload);
    if (!frame) {
      report.plain += 1;
      return;
    }
    report.sealed += 1;
    let epoch = this.nonces.get(sender);
    // The counter begins again with every key; the very same frame once more is no beginning.
    if (!epoch || (frame.nonce === 1 && !frame.tag.equals(epoch.firstTag))) {
      epoch = { firstTag: frame.tag, seen: new CounterSet() };
      this.nonces.set(sender, epoch);
      report.epochs += 1;
    }
    if (!epoch.seen.add(frame.nonce)) report.repeatedNonces += 1;
  }

  private reportOf(sender: string): { -readonly [K in keyof WireReport]: WireReport[K] } {
    let report = this.senders.get(sender);
    if (!report) {
      report = { sealed: 0, silence: 0, plain: 0, epochs: 0, repeatedNonces: 0, leaks: 0 };
      this.senders.set(sender, report);
    }
    return report;
  }
}
