/** A voice client that knows nothing of Corduroy: bare frames and bare datagrams, and davey where a call is encrypted. */
import { createSocket, type Socket } from 'node:dgram';
import { DAVESession, MediaType, ProposalsOperationType } from '@snazzah/davey';
import { WebSocket } from 'ws';
import { type VoiceMode } from '../../src/testing/simulator';
import { TransportCipher } from '../../src/testing/simulator/voice/transport-cipher';

export interface RawFrame {
  readonly op: number;
  readonly d: Readonly<Record<string, unknown>>;
  readonly seq?: number;
}

export interface RawBinary {
  readonly seq: number;
  readonly op: number;
  readonly payload: Buffer;
}

export interface HeardPacket {
  readonly first: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly payload: Buffer;
}

/** What a bot is told by its main gateway. */
export interface VoiceCredentials {
  readonly guildId: string;
  readonly channelId: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly token: string;
  readonly endpoint: string;
}

const LIMIT_MS = 4_000;

export class RawVoice {
  readonly frames: RawFrame[] = [];
  readonly binaries: RawBinary[] = [];
  /** Datagrams as they came. */
  readonly datagrams: Buffer[] = [];
  readonly heard: HeardPacket[] = [];
  closed: { readonly code: number; readonly reason: string } | undefined;
  readonly udp: Socket = createSocket('udp4');
  /** Numbered like Discord's client: what is acknowledged. */
  lastSequence = -1;
  dave: DAVESession | undefined;
  /** Packets that no key of the group fitted. */
  undecryptable = 0;
  ssrc = 0;
  sequence = 65_530;
  timestamp = 4_294_960_000;
  cipher: TransportCipher | undefined;
  private disposed = false;
  private server: { readonly ip: string; readonly port: number } | undefined;
  private readonly users = new Set<string>();
  private readonly names = new Map<number, string>();
  private readonly socket: WebSocket;
  private readonly waiting = new Set<() => void>();

  constructor(
    readonly who: VoiceCredentials,
    options: { readonly query?: string; readonly secure?: boolean } = {},
  ) {
    const { query = 'v=8', secure = false } = options;
    this.socket = new WebSocket(`${secure ? 'wss' : 'ws'}://${who.endpoint}/?${query}`, { rejectUnauthorized: false });
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.readBinary(data);
      else this.readText(data.toString());
      this.wake();
    });
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.wake();
    });
    this.udp.on('message', (datagram) => {
      this.datagrams.push(datagram);
      this.readDatagram(datagram);
      this.wake();
    });
    this.users.add(who.userId);
  }

  send(op: number, d: unknown): void {
    this.sendText(JSON.stringify({ op, d }));
  }

  sendText(text: string): void {
    this.socket.send(text);
  }

  sendBinary(op: number, payload: Buffer): void {
    this.socket.send(Buffer.concat([Buffer.from([op]), payload]));
  }

  /** Waits for the `count`-th frame with an opcode. */
  op(op: number, count = 1): Promise<RawFrame> {
    return this.until(() => this.frames.filter((frame) => frame.op === op)[count - 1], `op ${op}`);
  }

  binary(op: number, count = 1): Promise<RawBinary> {
    return this.until(() => this.binaries.filter((frame) => frame.op === op)[count - 1], `binary op ${op}`);
  }

  close(): Promise<{ readonly code: number; readonly reason: string }> {
    return this.until(() => this.closed, 'a close');
  }

  /** Hello, and Identify with what is to be otherwise. */
  async identify(more: object = {}): Promise<void> {
    await this.op(8);
    const { guildId, userId, sessionId, token } = this.who;
    this.send(0, {
      server_id: guildId,
      user_id: userId,
      session_id: sessionId,
      token,
      max_dave_protocol_version: 1,
      ...more,
    });
  }

  async ready(more: object = {}): Promise<RawFrame> {
    await this.identify(more);
    const ready = await this.op(2);
    this.ssrc = ready.d.ssrc as number;
    this.server = { ip: ready.d.ip as string, port: ready.d.port as number };
    return ready;
  }

  /** Asks how the server sees this socket. */
  async discover(): Promise<{ readonly address: string; readonly port: number }> {
    const question = Buffer.alloc(74);
    question.writeUInt16BE(1, 0);
    question.writeUInt16BE(70, 2);
    question.writeUInt32BE(this.ssrc, 4);
    this.sendDatagram(question);
    const answer = await this.until(() => this.datagrams.find((each) => each.length === 74), 'an answer to discovery');
    if (answer.readUInt16BE(0) !== 2 || answer.readUInt32BE(4) !== this.ssrc) throw new Error('no answer to discovery');
    return { address: answer.subarray(8, answer.indexOf(0, 8)).toString(), port: answer.readUInt16BE(72) };
  }

  /** From nothing to a session description. */
  async connect(mode: VoiceMode = 'aead_aes256_gcm_rtpsize', more: object = {}): Promise<RawFrame> {
    await this.ready(more);
    return this.select(mode, await this.discover());
  }

  async select(
    mode: VoiceMode,
    { address, port }: { readonly address: string; readonly port: number },
  ): Promise<RawFrame> {
    const count = this.frames.filter((frame) => frame.op === 4).length + 1;
    this.send(1, { protocol: 'udp', data: { address, port, mode } });
    const description = await this.op(4, count);
    this.cipher = new TransportCipher(mode, Buffer.from(description.d.secret_key as number[]));
    return description;
  }

  speak(flags = 1): void {
    this.send(5, { speaking: flags, delay: 0, ssrc: this.ssrc });
  }

  /** One packet of audio, sealed for the server; with DAVE for the group too. */
  say(payload: Buffer): void {
    const header = Buffer.alloc(12);
    header.writeUInt16BE(0x8078, 0);
    header.writeUInt16BE(this.sequence, 2);
    header.writeUInt32BE(this.timestamp, 4);
    header.writeUInt32BE(this.ssrc, 8);
    this.sequence = (this.sequence + 1) & 0xffff;
    this.timestamp = (this.timestamp + 960) >>> 0;
    const sealed = this.dave?.ready === true ? this.dave.encryptOpus(payload) : payload;
    if (this.cipher) this.sendDatagram(this.cipher.seal(header, sealed));
  }

  sendDatagram(datagram: Buffer): void {
    this.udp.send(datagram, this.server?.port ?? 0, this.server?.ip);
  }

  async hearing(count: number): Promise<readonly HeardPacket[]> {
    await this.until(() => (this.heard.length >= count ? true : undefined), `${count} packets`);
    return this.heard;
  }

  /** Ends the connection as a client does. */
  hangUp(code = 1000): void {
    this.socket.close(code);
  }

  terminate(): void {
    this.socket.terminate();
  }

  dispose(): void {
    this.socket.terminate();
    if (!this.disposed) this.udp.close();
    this.disposed = true;
    this.wake();
  }

  until<T>(look: () => T | undefined, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(check);
        const seen = [...this.frames.map(({ op }) => op), ...this.binaries.map(({ op }) => `b${op}`)].join(' ');
        reject(new Error(`waited in vain for ${what}; heard ${seen}, closed ${String(this.closed?.code)}`));
      }, LIMIT_MS);
      const check = (): void => {
        const found = look();
        if (found === undefined && !this.disposed) return;
        clearTimeout(timer);
        this.waiting.delete(check);
        if (found === undefined) reject(new Error(`the client was closed while it waited for ${what}`));
        else resolve(found);
      };
      this.waiting.add(check);
      check();
    });
  }

  private wake(): void {
    for (const check of [...this.waiting]) check();
  }

  private readText(text: string): void {
    let frame: RawFrame;
    try {
      frame = JSON.parse(text) as RawFrame;
    } catch {
      return;
    }
    this.frames.push(frame);
    if (frame.seq !== undefined) this.lastSequence = frame.seq;
    const { op, d } = frame;
    if (op === 4 && d.dave_protocol_version === 1) {
      this.dave = new DAVESession(1, this.who.userId, this.who.channelId);
    } else if (op === 5) this.names.set(d.ssrc as number, d.user_id as string);
    else if (op === 11) for (const id of d.user_ids as string[]) this.users.add(id);
    else if (op === 13) this.users.delete(d.user_id as string);
    else if (op === 24 && d.epoch === 1) {
      this.dave?.reinit(1, this.who.userId, this.who.channelId);
      this.sendKeyPackage();
    } else if (op === 21) this.send(23, { transition_id: d.transition_id });
  }

  private readBinary(data: Buffer): void {
    const binary = { seq: data.readUInt16BE(0), op: data.readUInt8(2), payload: data.subarray(3) };
    this.binaries.push(binary);
    this.lastSequence = binary.seq;
    const { dave } = this;
    const { op, payload } = binary;
    if (!dave) return;
    try {
      if (op === 25) {
        dave.setExternalSender(payload);
        this.sendKeyPackage();
      } else if (op === 27) {
        const kind = payload[0] === 0 ? ProposalsOperationType.APPEND : ProposalsOperationType.REVOKE;
        const { commit, welcome } = dave.processProposals(kind, payload.subarray(1), [...this.users]);
        if (commit) this.sendBinary(28, Buffer.concat([commit, ...(welcome ? [welcome] : [])]));
      } else if (op === 29 || op === 30) {
        if (op === 29) dave.processCommit(payload.subarray(2));
        else dave.processWelcome(payload.subarray(2));
        const id = payload.readUInt16BE(0);
        if (id !== 0) this.send(23, { transition_id: id });
      }
    } catch {
      if (op === 27) return;
      this.send(31, { transition_id: payload.readUInt16BE(0) });
      dave.reinit(1, this.who.userId, this.who.channelId);
      this.sendKeyPackage();
    }
  }

  private sendKeyPackage(): void {
    if (this.dave) this.sendBinary(26, this.dave.getSerializedKeyPackage());
  }

  private readDatagram(datagram: Buffer): void {
    const first = datagram.readUInt8(0);
    if (!this.cipher || first >>> 6 !== 2) return;
    const extended = (first & 0x10) !== 0;
    const opened = this.cipher.open(datagram, extended ? 16 : 12);
    if (!opened) return;
    const skip = extended ? 4 * datagram.readUInt16BE(14) : 0;
    const padding = (first & 0x20) === 0 ? 0 : (opened.plain.at(-1) ?? 0);
    let payload: Buffer = opened.plain.subarray(skip, opened.plain.length - padding);
    const ssrc = datagram.readUInt32BE(8);
    const userId = this.names.get(ssrc);
    try {
      if (this.dave && userId !== undefined) payload = this.dave.decrypt(userId, MediaType.AUDIO, payload);
    } catch {
      this.undecryptable += 1;
      return;
    }
    this.heard.push({
      first,
      sequence: datagram.readUInt16BE(2),
      timestamp: datagram.readUInt32BE(4),
      ssrc,
      payload,
    });
  }
}
