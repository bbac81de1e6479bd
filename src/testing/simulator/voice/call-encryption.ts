/** The delivery service of one call, with what it tells brought to the log, and an eye on who must not speak in the clear. */
import { type Clock } from '../../../util';
import { type DaveEvent } from './dave/dave-event';
import { type DaveFaults } from './dave/dave-faults';
import { DeliveryService, type DeliveryServiceOptions } from './dave/delivery-service';
import { type Participant } from './participant';

/** Audio that was on its way when everybody was told to encrypt may still be in the clear. */
const GRACE_MS = 500;

export class CallEncryption {
  private readonly service: DeliveryService;
  private readonly clock: Clock;
  /** Since when everybody encrypts; `undefined` while nobody has to. */
  private encryptedSinceMs: number | undefined;

  constructor(options: Omit<DeliveryServiceOptions, 'log'>, tell: (event: DaveEvent) => void) {
    this.clock = options.clock;
    this.service = new DeliveryService({
      ...options,
      log: (event) => {
        if (event.kind === 'executed') this.note(event.protocolVersion);
        tell(event);
      },
    });
  }

  /** The version that the call is in, or on its way to; 0 without encryption. */
  get protocolVersion(): number {
    return this.service.protocolVersion;
  }

  /** 0 while there is no group of all. */
  get epoch(): number {
    return this.service.epoch;
  }

  /** Who is in the group. */
  get members(): readonly string[] {
    return this.service.members;
  }

  /** Whether nothing is under way. */
  get settled(): boolean {
    return this.service.settled;
  }

  get faults(): DaveFaults {
    return this.service.faults;
  }

  /** Whether audio in the clear is wrong now. */
  get forbidsPlaintext(): boolean {
    if (this.protocolVersion === 0) this.encryptedSinceMs = undefined;
    return this.encryptedSinceMs !== undefined && this.clock.now() >= this.encryptedSinceMs;
  }

  /** What the session description has to say to somebody who is about to join. */
  versionWith(participant: Participant): number {
    return this.service.versionWith(participant);
  }

  /** Sends the external sender, unless it was sent already. */
  introduce(participant: Participant): void {
    this.service.introduce(participant);
  }

  /** Somebody came; `isFirst` when nobody was there. */
  join(participant: Participant, isFirst: boolean): void {
    this.service.join(participant);
    // Who begins a call that is to be encrypted never speaks in the clear.
    if (isFirst) this.encryptedSinceMs = this.protocolVersion > 0 ? this.clock.now() : undefined;
    else if (this.protocolVersion === 0) this.encryptedSinceMs = undefined;
  }

  leave(userId: string): void {
    this.service.leave(userId);
  }

  /** JSON payloads of opcodes 23 and 31, binary ones of 26 and 28. */
  receive(userId: string, op: number, payload: unknown): void {
    this.service.receive(userId, op, payload);
  }

  close(): void {
    this.service.close();
  }

  private note(protocolVersion: number): void {
    if (protocolVersion === 0) this.encryptedSinceMs = undefined;
    else this.encryptedSinceMs ??= this.clock.now() + GRACE_MS;
  }
}
