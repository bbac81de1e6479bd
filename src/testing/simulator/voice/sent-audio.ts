/** What one user said in the calls of one guild, as it came in: packet by packet, with the time of each. */

export interface SentPacket {
  readonly ssrc: number;
  readonly sequence: number;
  readonly timestamp: number;
  /** When it came, in milliseconds of the simulator's clock. */
  readonly arrivedAtMs: number;
  /** The Opus packet, or its DAVE frame: transport encryption, extension and padding are gone. */
  readonly payload: Buffer;
}

/** More are not remembered: at 50 a second more than half an hour. */
const LIMIT = 100_000;

export class SentAudio {
  private readonly kept: SentPacket[] = [];

  /** Every packet that is remembered, in the order they came. The array is a copy. */
  get packets(): SentPacket[] {
    return [...this.kept];
  }

  get last(): SentPacket | undefined {
    return this.kept.at(-1);
  }

  /** Milliseconds between each packet and the one before it. */
  get gapsMs(): number[] {
    return this.kept.slice(1).map((packet, index) => packet.arrivedAtMs - (this.kept[index]?.arrivedAtMs ?? 0));
  }

  /** How many sequence numbers were left out within the streams. */
  get missing(): number {
    let count = 0;
    this.kept.forEach((packet, index) => {
      const before = this.kept[index - 1];
      const step = before?.ssrc === packet.ssrc ? (packet.sequence - before.sequence) & 0xffff : 1;
      if (step < 0x8000) count += Math.max(0, step - 1);
    });
    return count;
  }

  add(packet: SentPacket): void {
    this.kept.push(packet);
    if (this.kept.length > LIMIT * 1.1) this.kept.splice(0, this.kept.length - LIMIT);
  }

  /** Forgets what was said so far. */
  clear(): void {
    this.kept.length = 0;
  }
}
