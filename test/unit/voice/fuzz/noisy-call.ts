/** A call over fakes whose gateway, voice server, network and author do what they like; and then, if the test wants, what they should. */
import { type AudioReader, type AudioSource, type DavePhase, type VoiceClient } from '../../../../src/voice';
import { CLOSE_CODES, VoiceNoise } from '../../../support/voice-noise';
import { CHANNEL, FakeCall, GUILD, OPUS, OTHER } from '../fake-call';

const MINUTE_MS = 60_000;
const DAVE_PHASES: readonly DavePhase[] = ['off', 'pending', 'active', 'recovering', 'failed'];

export class NoisyCall {
  readonly noise: VoiceNoise;
  readonly call: FakeCall;
  /** What joins and moves failed with. */
  readonly failures: unknown[] = [];
  /** What was done, newest last; for a failure's report. */
  readonly story: string[] = [];
  /** When opcode 4 was sent, and when the author asked for something. */
  readonly signalledAt: number[] = [];
  readonly askedAt: number[] = [];
  /** How often, in a hundred steps, the server does what it should: the more, the further a call comes before it is disturbed. */
  private readonly honesty: number;
  private readonly heardDatagrams: Buffer[] = [];
  private readonly answered = new Map<unknown, number>();
  private readonly greeted = new Set<unknown>();

  constructor(seed: number) {
    this.noise = new VoiceNoise(seed);
    this.honesty = this.noise.pick([5, 20, 60, 90]);
    this.call = new FakeCall({ random: this.noise.random });
    const { link, clock } = this.call;
    const send = link.changeVoiceState.bind(link);
    link.changeVoiceState = (...args) => {
      this.signalledAt.push(clock.now());
      return send(...args);
    };
  }

  get client(): VoiceClient | undefined {
    return this.call.clients.get(GUILD) ?? [...this.call.clients][0];
  }

  /** One thing that happens. */
  async step(): Promise<void> {
    const { noise, call } = this;
    const kind = noise.below(100);
    if (noise.below(100) < this.honesty) this.honest(noise.oneIn(3));
    else if (kind < 50) this.serverSends();
    else if (kind < 66) this.datagram();
    else if (kind < 71) this.endSocket();
    else if (kind < 83) this.mainGateway();
    else if (kind < 93) this.author();
    else await this.wait();
    if (noise.oneIn(3)) await call.settle();
  }

  /** Most opcodes 4 within a minute that nobody asked for, as far as that can be told. */
  get mostUnasked(): number {
    const within = (times: readonly number[], from: number): number =>
      times.filter((at) => at >= from && at < from + MINUTE_MS).length;
    // Each thing that is asked for may cost a command now and another when it is given up.
    return Math.max(
      0,
      ...this.signalledAt.map((from) => within(this.signalledAt, from) - 2 * within(this.askedAt, from)),
    );
  }

  /** Everything is as it should be from now on; where Discord looked for a server, it has found one. */
  calm(): void {
    const { link } = this.call;
    link.answer = 'state-first';
    link.failure = undefined;
    link.refusal = undefined;
    link.endpoint = 'calm.test:443';
    link.mainSession = 'main-calm';
    link.tellServer(GUILD);
  }

  /** Nobody answers anything from now on. */
  fallSilent(): void {
    this.call.link.answer = 'nothing';
    this.call.link.failure = undefined;
    for (const socket of this.call.sockets.sockets) socket.answersClose = false;
  }

  /** Waits until it is so, and lets the honest server work meanwhile. */
  async until(what: string, isTrue: () => boolean, limitMs = 10 * MINUTE_MS, serves = true): Promise<void> {
    const { clock } = this.call;
    for (const end = clock.now() + limitMs; !isTrue();) {
      if (clock.now() > end) throw new Error(`never: ${what}; the call is ${String(this.client?.state)}`);
      if (serves) this.honest();
      await clock.advance(serves ? 50 : 1_000);
    }
  }

  /** The honest server: greets, answers what was said, and tells the address. */
  honest(onlyGreets = false): void {
    const { call } = this;
    const socket = call.sockets.sockets.at(-1);
    if (!socket) return;
    if (!this.greeted.has(socket)) {
      this.greeted.add(socket);
      call.greet();
    }
    if (onlyGreets) return;
    const sent = socket.sent.slice(this.answered.get(socket) ?? 0);
    this.answered.set(socket, socket.sent.length);
    for (const message of sent) {
      if (typeof message !== 'string') continue;
      const { op, d } = JSON.parse(message) as { op: number; d: { t?: number } };
      if (op === 0) call.ready();
      else if (op === 1) call.describe();
      else if (op === 3) socket.serverSends({ op: 6, d: { t: d.t } });
      else if (op === 7) socket.serverSends({ op: 9, d: null });
    }
    const wire = call.udp.sockets.at(-1);
    if (wire?.sent.some((datagram) => datagram.length === 74)) call.answerDiscovery();
  }

  join(channelId: string, timeoutMs = 10_000): Promise<VoiceClient> {
    this.askedAt.push(this.call.clock.now());
    const joining = this.call.clients.join(GUILD, channelId, { timeoutMs });
    joining.catch((error: unknown) => this.failures.push(error));
    return joining;
  }

  private serverSends(): void {
    const socket = this.call.sockets.sockets.at(-1);
    if (!socket) return;
    if (this.noise.oneIn(3)) {
      socket.serverAccepts();
      const interval = this.noise.pick([1, 13_750, 4_000_000_000, 2 ** 40]);
      if (this.noise.oneIn(2)) socket.serverSends({ op: 8, d: { v: 8, heartbeat_interval: interval } });
    }
    const { data, isBinary } = this.noise.message();
    this.note(`server: ${isBinary ? data.toString('hex', 0, 40) : data.toString('utf8', 0, 120)}`);
    socket.serverSends(isBinary ? data : data.toString());
  }

  private datagram(): void {
    const { udp } = this.call;
    for (const { sent } of udp.sockets) this.heardDatagrams.push(...sent.slice(0, 3));
    this.heardDatagrams.splice(0, this.heardDatagrams.length - 50);
    const wire = this.noise.oneIn(6) ? this.noise.pick(udp.sockets) : udp.sockets.at(-1);
    wire?.serverSends(this.noise.datagram(this.heardDatagrams));
    if (wire && this.noise.oneIn(30)) {
      this.note('the UDP socket fails');
      wire.fails(new Error('of no use'));
    }
  }

  private endSocket(): void {
    const { sockets } = this.call.sockets;
    const socket = this.noise.oneIn(5) ? this.noise.pick(sockets) : sockets.at(-1);
    if (!socket) return;
    const code = this.noise.pick(CLOSE_CODES);
    this.note(`closed with ${String(code)}`);
    socket.answersClose = this.noise.oneIn(2);
    if (this.noise.oneIn(6)) socket.serverRefuses();
    else socket.serverCloses(code, this.noise.pick(['', 'because', 'x'.repeat(200)]));
  }

  private mainGateway(): void {
    const { noise, call } = this;
    const { link, clients } = call;
    const act = noise.below(12);
    this.note(`main gateway ${act}`);
    const channel = noise.pick([CHANNEL, OTHER, '99']);
    if (act < 3) link.tellServer(GUILD, CHANNEL, noise.pick(['one.test:443', 'two.test:443', '', 'a b', null, null]));
    else if (act === 3) link.tellState(GUILD, null);
    else if (act < 6) link.tellState(GUILD, channel, noise.pick(['main-1', 'main-2', '']));
    else if (act === 6) {
      link.mainSession = noise.pick(['main-1', 'main-2', 'main-3', undefined]);
      if (noise.oneIn(2)) clients.sessionRenewed(GUILD);
    } else if (act === 7) clients.sessionRenewed(GUILD);
    else if (act === 8) clients.regionChanged(GUILD, channel);
    else if (act === 9) clients.channelDeleted(GUILD, channel);
    else if (act === 10)
      link.answer = noise.pick(['state-first', 'server-first', 'state-only', 'server-only', 'nothing']);
    else link.failure = noise.oneIn(3) ? new Error('the gateway is closed') : undefined;
  }

  private author(): void {
    const { noise, client, call } = this;
    const act = noise.below(10);
    this.note(`author ${act}`);
    const channel = noise.pick([CHANNEL, OTHER]);
    if (act < 3 || !client) void this.join(channel, noise.pick([1, 500, 10_000, 120_000])).catch(() => undefined);
    else if (act === 3) {
      this.askedAt.push(call.clock.now());
      client
        .moveTo(channel, { timeoutMs: noise.pick([1, 10_000]) })
        .catch((error: unknown) => this.failures.push(error));
    } else if (act === 4 && noise.oneIn(2)) {
      this.askedAt.push(call.clock.now());
      void client.disconnect();
    } else if (act === 5) {
      try {
        client.play(endless());
      } catch (error) {
        this.failures.push(error);
      }
    } else if (act === 6) client.player.current?.stop();
    else if (act === 7) client.setSpeaking({ priority: noise.oneIn(2) });
    else if (act === 8) call.output.send(OPUS);
    else call.dave.sessions.at(-1)?.goes(noise.pick(DAVE_PHASES), noise.below(3));
  }

  private async wait(): Promise<void> {
    const ms = this.noise.pick([1, 20, 300, 2_000, 11_000, 61_000]);
    this.note(`${ms} ms`);
    await this.call.clock.advance(ms);
  }

  private note(what: string): void {
    this.story.push(`${this.call.clock.now()}: ${what}`);
  }
}

/** Audio without an end. */
function endless(): AudioSource {
  const reader: AudioReader = {
    kind: 'opus',
    durationMs: undefined,
    read: () => Promise.resolve(OPUS),
    close: () => Promise.resolve(),
  };
  return { label: 'endless', isRepeatable: true, open: () => Promise.resolve(reader) };
}
