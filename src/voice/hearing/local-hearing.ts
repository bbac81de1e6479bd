/**
 * What a call hears, in this thread. Packets come from the connection, authenticated; here they find their speaker, are opened
 * once for all who listen to that speaker, and go to each listener's ear. Of whom nobody listens to, it is noted that audio came,
 * and nothing is opened.
 */
import { type UserId } from '../../models';
import { asError, type Clock, type Logger } from '../../util';
import { type OpusLibrary } from '../codec/opus-codec';
import { packetSamples } from '../codec/opus-packet';
import { type PacketReceiver, type ReceivedPacket } from '../connection/connection-options';
import { frameOf, type RtpPacket } from '../transport/rtp';
import { type CallHearing, type CallHearingStats } from './call-hearing';
import { Ear } from './ear';
import { type HeardFrame, type HeardOpus, type HeardPcm, type HeardStream, type ListenOptions } from './heard-audio';
import { callIsOver, resolveListenOptions } from './listen-options';
import { PcmReader } from './pcm-reader';
import { SeenPackets } from './seen-packets';
import { TalkWatch } from './talk-watch';
import { UnclaimedPackets } from './unclaimed-packets';

const NOTHING = Buffer.alloc(0);

export interface LocalHearingOptions {
  /** Where the call is, for errors. */
  readonly place: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whose audio carries an ssrc. */
  readonly userOf: (ssrc: number) => UserId | undefined;
  /** Takes the end-to-end encryption off a frame; `undefined` for what cannot be opened. */
  readonly open: (userId: UserId, frame: Buffer) => Buffer | undefined;
  /** Called when somebody listens for PCM. */
  readonly opus: () => Promise<OpusLibrary>;
}

interface Listened {
  readonly ears: Set<Ear>;
  readonly seen: SeenPackets;
}

export class LocalHearing implements CallHearing, PacketReceiver {
  private readonly listened = new Map<UserId, Listened>();
  private readonly watch: TalkWatch;
  private readonly unclaimed: UnclaimedPackets;
  private malformed = 0;
  private isClosed = false;

  constructor(private readonly options: LocalHearingOptions) {
    this.watch = new TalkWatch(options.clock, options.logger);
    this.unclaimed = new UnclaimedPackets(options.clock);
  }

  get talking(): ReadonlySet<UserId> {
    return this.watch.talking;
  }

  get stats(): CallHearingStats {
    return { unknownPackets: this.unclaimed.unknown, malformedPackets: this.malformed };
  }

  onTalking(listener: (userId: UserId, isTalking: boolean) => void): () => void {
    return this.watch.on(listener);
  }

  listen(userId: UserId, options: ListenOptions & { readonly as: 'pcm' }): HeardStream<HeardPcm>;
  listen(userId: UserId, options?: ListenOptions & { readonly as?: 'opus' | undefined }): HeardStream<HeardOpus>;
  listen(userId: UserId, options: ListenOptions = {}): HeardStream {
    const listen = resolveListenOptions(userId, options);
    if (this.isClosed) throw callIsOver(this.options.place);
    const { clock } = this.options;
    const pcm = listen.as === 'pcm' ? new PcmReader(this.options.opus(), this.options.logger) : undefined;
    const ear = new Ear<HeardFrame>({
      ...{ userId, clock, listen },
      read: pcm ? (packet) => pcm.read(packet) : (packet) => packet,
      ended: (ended) => {
        this.forget(userId, ended);
      },
      finished: () => pcm?.close(),
    });
    const listened = this.listened.get(userId) ?? { ears: new Set(), seen: new SeenPackets() };
    this.listened.set(userId, listened);
    listened.ears.add(ear);
    ear.stream.endBy(listen.signal);
    pcm?.whenMissing((error) => {
      ear.stream.close(error);
    });
    return ear.stream;
  }

  /** A packet of the connection. */
  packet({ header, payload, userId }: ReceivedPacket): void {
    if (this.isClosed) return;
    const frame = frameOf(header, payload);
    if (!frame) {
      this.malformed += 1;
      return;
    }
    const arrivedAtMs = this.options.clock.now();
    if (userId === undefined) this.unclaimed.add({ header, frame, arrivedAtMs });
    else this.hear(userId, header, frame, arrivedAtMs);
  }

  /** The server told whose an ssrc is. */
  speakersChanged(): void {
    this.unclaimed.claim(({ header, frame, arrivedAtMs }) => {
      const userId = this.options.userOf(header.ssrc);
      if (userId !== undefined) this.hear(userId, header, frame, arrivedAtMs);
      return userId !== undefined;
    });
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.unclaimed.close();
    for (const { ears } of [...this.listened.values()]) for (const ear of [...ears]) ear.stream.close();
    this.watch.close();
  }

  private hear(userId: UserId, header: RtpPacket, frame: Buffer, arrivedAtMs: number): void {
    this.watch.note(userId, frame);
    const listened = this.listened.get(userId);
    if (!listened) return;
    if (!listened.seen.add(header)) {
      for (const ear of listened.ears) ear.noteDuplicate();
      return;
    }
    const opened = this.open(userId, frame);
    const samples = opened ? packetSamples(opened) : 0;
    const opus = opened && samples > 0 ? opened : NOTHING;
    const { ssrc, sequence, timestamp } = header;
    for (const ear of listened.ears) ear.take({ ssrc, sequence, timestamp, arrivedAtMs, samples, opus });
  }

  private open(userId: UserId, frame: Buffer): Buffer | undefined {
    try {
      return this.options.open(userId, frame);
    } catch (error) {
      this.options.logger.warn('a frame made its decryption fail', { error: asError(error).message });
      return undefined;
    }
  }

  private forget(userId: UserId, ear: Ear): void {
    const listened = this.listened.get(userId);
    listened?.ears.delete(ear);
    if (listened?.ears.size === 0) this.listened.delete(userId);
  }
}
