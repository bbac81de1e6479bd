/** A bot's calls over fakes of everything: the test plays the main gateway, the voice server and the clock. */
import {
  type AudioOutput,
  createVoiceAudio,
  FakeDaveProvider,
  FakeUdpSocketFactory,
  type FakeUdpSocket,
  FakeVoiceLink,
  type FakeVoiceSocket,
  FakeVoiceSocketFactory,
  FakeWorkerLauncher,
  makeCipher,
  Ticker,
  type VoiceClient,
  VoiceClients,
  type VoiceClientsOptions,
} from '../../../src/voice';
import { ManualClock, nullLogger } from '../../../src/util';

export const GUILD = '10';
export const CHANNEL = '20';
export const OTHER = '21';
export const SSRC = 4_242;
export const KEY = Buffer.alloc(32, 7);
export const MODE = 'aead_aes256_gcm_rtpsize';
export const OPUS = { data: Buffer.from('opus'), samples: 960 };

interface Sent {
  readonly op: number;
  readonly d: Record<string, unknown>;
}

/** Tests that look into a connection, or at its very moment: that is only possible in this thread. */
export const itHere: Pick<jest.It, 'each'> & ((name: string, run: () => unknown) => void) = Object.assign(
  (name: string, run: () => unknown) => {
    if (!FakeCall.worksInWorker) it(name, run as () => Promise<void>);
  },
  { each: ((cases: readonly unknown[]) => (FakeCall.worksInWorker ? () => undefined : it.each(cases))) as jest.Each },
);

export class FakeCall {
  readonly clock = new ManualClock();
  readonly sockets = new FakeVoiceSocketFactory();
  readonly udp = new FakeUdpSocketFactory();
  readonly dave = new FakeDaveProvider();
  readonly link = new FakeVoiceLink();
  readonly clients: VoiceClients;
  /** What the players of the calls send to. */
  readonly outputs: AudioOutput[] = [];
  /** 0: the call is not encrypted end to end. */
  daveVersion = 0;

  /** The workers of a call that was asked to work in one. */
  readonly launcher: FakeWorkerLauncher;

  /** Whether calls work in a worker that are not said to work elsewhere. */
  static worksInWorker = false;

  constructor({ worker = FakeCall.worksInWorker, ...options }: Partial<VoiceClientsOptions> = {}) {
    const { clock, sockets, udp, dave, link } = this;
    const random = (): number => 0.5;
    const loadDave = (): Promise<FakeDaveProvider> => Promise.resolve(dave);
    const ticker = new Ticker({ clock });
    const opus = (): Promise<never> => Promise.reject(new Error('no Opus here'));
    const audio = createVoiceAudio({ ticker, clock, logger: nullLogger, random, opus });
    const makeAudio: typeof audio = (output) => {
      this.outputs.push(output);
      return audio(output);
    };
    this.launcher = new FakeWorkerLauncher({ clock, sockets, udp, loadDave, random, opus });
    const { launcher } = this;
    const inside = worker
      ? { worker: { launcher, ...(worker === true ? {} : worker) } }
      : { sockets, udp, loadDave, random, makeAudio };
    this.clients = new VoiceClients({ link, clock, ...inside, ...options });
    link.tells(this.clients);
  }

  get output(): AudioOutput {
    const output = this.outputs.at(-1);
    if (!output) throw new Error('no call was made');
    return output;
  }

  get socket(): FakeVoiceSocket {
    return this.sockets.last;
  }

  get wire(): FakeUdpSocket {
    return this.udp.last;
  }

  /** What the bot sent on the last socket. */
  get sent(): Sent[] {
    return this.socket.sentJson as Sent[];
  }

  sentOp(op: number): Sent[] {
    return this.sent.filter((frame) => frame.op === op);
  }

  /** Lets promises settle, and fires what is due. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 5; turn += 1) await this.clock.advance(0);
  }

  /** A join, whose failure nobody needs to wait for. */
  join(channelId = CHANNEL, options: Parameters<VoiceClients['join']>[2] = {}): Promise<VoiceClient> {
    const joining = this.clients.join(GUILD, channelId, options);
    joining.catch(() => undefined);
    return joining;
  }

  /** Joins, and plays the server until the call is ready. */
  async joined(channelId = CHANNEL): Promise<VoiceClient> {
    const joining = this.join(channelId);
    await this.settle();
    await this.serve();
    return joining;
  }

  greet(): void {
    this.socket.serverAccepts();
    this.socket.serverSends({ op: 8, d: { v: 8, heartbeat_interval: 40_000 } });
  }

  /** From the opened socket to the session description. */
  async serve(): Promise<void> {
    this.greet();
    await this.settle();
    this.ready();
    this.answerDiscovery();
    this.describe();
    await this.settle();
  }

  ready(modes = [MODE, 'aead_xchacha20_poly1305_rtpsize']): void {
    this.socket.serverSends({ op: 2, d: { ssrc: SSRC, ip: '10.0.0.1', port: 50_000, modes } });
  }

  answerDiscovery(): void {
    const answer = Buffer.alloc(74);
    answer.writeUInt16BE(2, 0);
    answer.writeUInt16BE(70, 2);
    answer.writeUInt32BE(SSRC, 4);
    answer.write('8.8.4.4', 8, 'latin1');
    answer.writeUInt16BE(4_000, 72);
    this.wire.serverSends(answer);
  }

  describe(seq?: number): void {
    const d = { mode: MODE, secret_key: [...KEY], dave_protocol_version: this.daveVersion };
    this.socket.serverSends(seq === undefined ? { op: 4, d } : { op: 4, d, seq });
  }

  /** The payloads that arrived at the server, as they are. */
  get audioBytes(): Buffer[] {
    const cipher = makeCipher(MODE, KEY);
    const datagrams = this.udp.sockets.flatMap(({ sent }) => sent.filter((datagram) => datagram[0] === 0x80));
    return datagrams.flatMap((datagram) => cipher.open(datagram, 12) ?? []);
  }

  /** Audio that arrived at the server: header fields and the payload, opened with the session's key. */
  get audio(): { readonly sequence: number; readonly timestamp: number; readonly payload: string }[] {
    const cipher = makeCipher(MODE, KEY);
    return this.udp.sockets.flatMap(({ sent }) =>
      sent
        .filter((datagram) => datagram[0] === 0x80)
        .map((datagram) => ({
          sequence: datagram.readUInt16BE(2),
          timestamp: datagram.readUInt32BE(4),
          payload: cipher.open(datagram, 12)?.toString() ?? 'not sealed with the key',
        })),
    );
  }
}
