/**
 * The driver with the real library for end-to-end encryption, whose server's messages come damaged: a panic in native code
 * would end this process, so that the test ends at all is what it shows first.
 */
import {
  type DaveLibrary,
  loadDaveLibrary,
  loadDaveProvider,
  makeCipher,
  type MlsDaveSession,
  type VoiceClient,
} from '../../../../src/voice';
import { type Participant } from '../../../../src/testing/simulator/voice/participant';
import { CHANNEL, DaveCall } from '../../../support/dave/dave-call';
import { VoiceNoise } from '../../../support/voice-noise';
import { FakeCall, GUILD, KEY, MODE, SSRC } from '../fake-call';

const SEED = Number(process.env.FUZZ_SEED ?? 20_261_130);
const BOT = '900';
const ROUNDS = 20;

/** A bot's driver in a call of the simulator's delivery service. */
class DamagedCall {
  readonly noise: VoiceNoise;
  readonly bot = new FakeCall({ loadDave: loadDaveProvider });
  readonly others: DaveCall;
  /** How many of the server's messages come otherwise than they were sent, in a hundred. */
  damage = 0;
  private readonly sample: [op: number, payload: Buffer][] = [];
  private readonly read = new Map<unknown, number>();
  private seated: Participant | undefined;
  private sequence = 0;

  constructor(library: DaveLibrary, seed: number) {
    this.noise = new VoiceNoise(seed);
    this.others = new DaveCall(library);
    this.bot.daveVersion = 1;
  }

  /** Whether the bot agrees with all others, but for who gave up: they have no driver here, which would begin anew. */
  get isActive(): boolean {
    const { client, sessions } = this;
    const codes = new Set([client?.privacyCode, ...sessions.map(({ privacyCode }) => privacyCode)]);
    return client?.encryption.phase === 'active' && codes.size === 1 && sessions.length > 0;
  }

  get sessions(): readonly MlsDaveSession[] {
    return this.others.members.map(({ session }) => session).filter(({ phase }) => phase !== 'failed');
  }

  get client(): VoiceClient | undefined {
    return this.bot.clients.get(GUILD);
  }

  private get summary(): string {
    const { client, others } = this;
    const own = `${String(client?.state)} ${String(client?.encryption.phase)} ${String(client?.encryption.epoch)} ${String(client?.privacyCode)}`;
    return `${own}; others ${others.phases.join()} ${[...others.privacyCodes].join()}, epoch ${others.service.epoch}`;
  }

  /** A moment in which the server answers the bot. */
  async turn(ms = 20): Promise<void> {
    const { bot, others } = this;
    const socket = bot.sockets.sockets.at(-1);
    if (socket && !this.read.has(socket)) {
      this.read.set(socket, 0);
      bot.greet();
    }
    if (socket) {
      const sent = socket.sent.slice(this.read.get(socket));
      this.read.set(socket, socket.sent.length);
      for (const message of sent) this.hear(message);
    }
    await bot.clock.advance(ms);
    await others.clock.advance(ms);
  }

  async until(what: string, isTrue: () => boolean): Promise<void> {
    for (let turns = 0; !isTrue(); turns += 1) {
      if (turns > 1_000) throw new Error(`never: ${what}; ${this.summary}`);
      await this.turn();
    }
  }

  /** Something that was real once, with the wrong name or in the wrong moment. */
  replay(): void {
    const [op, payload] = this.noise.pick(this.sample);
    this.tellBinary(this.noise.oneIn(3) ? this.noise.pick([25, 27, 29, 30]) : op, this.noise.damaged(payload));
  }

  /** Somebody's audio that looks sealed for the group, and is not. The bot listens, so it tries to open it. */
  speakRubbish(userId: string): void {
    const { bot, client, noise } = this;
    if (client?.isReady !== true) return;
    bot.socket.serverSends({ op: 5, d: { user_id: userId, ssrc: Number(userId), speaking: 1 } });
    client.listen(userId, { signal: AbortSignal.timeout(1_000) });
    const header = Buffer.from([0x80, 0x78, noise.below(256), noise.below(256), 0, 0, 0, 0, 0, 0, 0, 0]);
    header.writeUInt16BE(Number(userId), 10);
    const rubbish = noise.damaged(Buffer.from('0102030405060708090a0b0cfafa', 'hex'));
    bot.wire.serverSends(makeCipher(MODE, KEY).seal(header, rubbish) as Buffer);
  }

  tellBinary(op: number, payload: Buffer): void {
    this.sequence = (this.sequence + 1) & 0xffff;
    const head = Buffer.of(this.sequence >> 8, this.sequence & 0xff, op);
    this.bot.socket.serverSends(Buffer.concat([head, payload]));
  }

  private hear(message: string | Buffer): void {
    const { bot, others } = this;
    if (typeof message !== 'string') {
      others.service.receive(BOT, message.readUInt8(0), Buffer.from(message.subarray(1)));
      return;
    }
    const { op, d } = JSON.parse(message) as { op: number; d: { t?: number } };
    if (op === 0) {
      this.unseat();
      bot.ready();
      bot.answerDiscovery();
    } else if (op === 1) this.seat();
    else if (op === 3) bot.socket.serverSends({ op: 6, d: { t: d.t } });
    else if (op === 23 || op === 31) others.service.receive(BOT, op, d);
  }

  private unseat(): void {
    if (!this.seated) return;
    this.seated = undefined;
    for (const { session } of this.others.members) session.userLeft(BOT);
    this.others.service.leave(BOT);
  }

  private seat(): void {
    const { bot, others, noise } = this;
    bot.describe();
    bot.socket.serverSends({ op: 11, d: { user_ids: others.members.map(({ userId }) => userId) } });
    for (const { session } of others.members) session.usersJoined([BOT]);
    const seat: Participant = {
      userId: BOT,
      ssrc: SSRC,
      maxDaveProtocolVersion: 1,
      tell: (op, d) => {
        if (this.seated === seat) bot.socket.serverSends({ op, d });
      },
      tellBinary: (op, payload) => {
        if (this.seated !== seat) return;
        this.sample.push([op, payload]);
        const isDamaged = noise.below(100) < this.damage;
        this.tellBinary(op, isDamaged ? noise.damaged(payload) : payload);
      },
      hear: () => undefined,
    };
    this.seated = seat;
    others.service.join(seat);
  }
}

it.each([0, 1])(
  'the driver lives through damaged messages about encryption, and agrees with the call when they come whole (seed + %d)',
  async (offset) => {
    const library = await loadDaveLibrary();
    const call = new DamagedCall(library, SEED + offset);
    const { bot, others, noise } = call;
    await others.join('101');
    await others.join('102');
    const join = (): void => void bot.clients.join(GUILD, CHANNEL, { timeoutMs: 100_000 }).catch(() => undefined);
    join();
    await call.until('the first agreement', () => call.isActive);
    call.damage = 40;
    for (let round = 0; round < ROUNDS; round += 1) {
      if (!call.client) join();
      for (let count = noise.below(8); count > 0; count -= 1) call.replay();
      // The group goes on meanwhile, in epochs that the bot has to follow.
      if (noise.oneIn(4) && others.members.length < 6) await others.join(String(200 + round));
      else if (noise.oneIn(4) && others.members.length > 2) await others.leave(noise.pick(others.members));
      else if (noise.oneIn(12)) others.service.reset();
      else if (noise.oneIn(8)) bot.link.tellServer(GUILD);
      bot.outputs.at(-1)?.send({ data: noise.bytes(100), samples: 960 });
      call.speakRubbish(noise.pick(['101', '999']));
      for (let turns = noise.below(10); turns > 0; turns -= 1) await call.turn(noise.pick([1, 20, 300]));
    }
    call.damage = 0;
    await call.turn(30_000);
    if (!call.client) join();
    await call.turn();
    bot.link.tellServer(GUILD);
    await call.until('an agreement after the noise', () => call.isActive);

    const opus = Buffer.from('what the bot says');
    expect(bot.output.send({ data: opus, samples: 960 })).toBe(true);
    const datagram = bot.wire.sent.findLast((each) => each[0] === 0x80) as Buffer;
    const sealed = makeCipher(MODE, KEY).open(datagram, 12) as Buffer;
    for (const session of call.sessions) expect(session.open(BOT, sealed)).toEqual(opus);
    await bot.clients.close();
    expect(bot.clock.pendingTimers).toBe(0);
  },
  60_000,
);
