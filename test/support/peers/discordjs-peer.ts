/** @discordjs/voice as a member of a call: starts it in a process of its own, tells it what to do, and keeps what it hears. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DiscordSimulator, type SimBot } from 'corduroy/testing';
import { SILENCE_FRAME } from 'corduroy/voice';

const SCRIPT = join(__dirname, '../../peers/discordjs.cjs');
/** Guilds and their voice states. */
const INTENTS = 0x81;
const LIMIT_MS = 20_000;

interface Told {
  readonly is: string;
  readonly status?: string | null;
  readonly privacyCode?: string | null;
  readonly userId?: string;
  readonly opus?: string;
  readonly text?: string;
}

export interface PeerReport {
  readonly status: string | null;
  /** Of end-to-end encryption; `null` while it is in no group. */
  readonly privacyCode: string | null;
}

export class DiscordjsPeer implements AsyncDisposable {
  /** What it complained of. */
  readonly troubles: string[] = [];
  /** What it says of itself, for a test that fails. */
  readonly debug: string[] = [];
  private readonly ears = new Map<string, Buffer[]>();
  /** Who waits for an answer, each with its limit. */
  private readonly waiting = new Map<(told: Told) => void, NodeJS.Timeout>();

  private constructor(
    readonly bot: SimBot,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {
    child.on('message', (told: Told) => {
      this.take(told);
    });
    child.on('exit', (code) => {
      if (code !== 0 && code !== null) this.troubles.push(`the process ended with ${code}`);
    });
  }

  /** Logs a bot in by it. @param certificates of the voice servers, as PEM; it speaks nothing but TLS with them */
  static async start(discord: DiscordSimulator, bot: SimBot, certificates: string): Promise<DiscordjsPeer> {
    const folder = await mkdtemp(join(tmpdir(), 'corduroy-peer-'));
    const trusted = join(folder, 'voice-servers.pem');
    await writeFile(trusted, certificates);
    const child = fork(SCRIPT, { execArgv: [], env: { ...process.env, NODE_EXTRA_CA_CERTS: trusted } });
    const peer = new DiscordjsPeer(bot, child, folder);
    await peer.told('started');
    await peer.ask('login', { url: discord.gatewayUrl, token: bot.token, intents: INTENTS }, 'online');
    return peer;
  }

  /** Joins, and resolves when it can send audio. */
  async join({ guildId, id }: { readonly guildId: string; readonly id: string }): Promise<void> {
    await this.ask('join', { guildId, channelId: id }, 'status', ({ status }) => status === 'ready');
  }

  async leave(): Promise<void> {
    await this.ask('leave', {}, 'left');
  }

  /** Keeps what somebody says from now on. */
  listen(userId: string): void {
    this.child.send({ do: 'listen', userId });
  }

  /** What it heard of somebody, in the order of arrival, without silence. */
  heard(userId: string): readonly Buffer[] {
    return this.ears.get(userId) ?? [];
  }

  /** Plays Opus packets, one each 20 ms, to their end. */
  async play(packets: readonly Buffer[]): Promise<void> {
    await this.ask('play', { frames: texts(packets) }, 'played');
  }

  /** Begins to play Opus packets. */
  beginToPlay(packets: readonly Buffer[]): void {
    this.child.send({ do: 'play', frames: texts(packets) });
  }

  async report(): Promise<PeerReport> {
    const { status = null, privacyCode = null } = await this.ask('report', {}, 'report');
    return { status, privacyCode };
  }

  async close(): Promise<void> {
    const { child } = this;
    for (const limit of this.waiting.values()) clearTimeout(limit);
    this.waiting.clear();
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  private async ask(deed: string, more: object, answer: string, fits?: (told: Told) => boolean): Promise<Told> {
    const told = this.told(answer, fits);
    this.child.send({ do: deed, ...more });
    return told;
  }

  private told(is: string, fits: (told: Told) => boolean = () => true): Promise<Told> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        this.waiting.delete(hear);
        const last = this.debug.slice(-20).join('\n');
        reject(new Error(`the peer did not say "${is}" within ${LIMIT_MS} ms; ${this.troubles.join('; ')}\n${last}`));
      }, LIMIT_MS);
      const hear = (told: Told): void => {
        if (told.is !== is || !fits(told)) return;
        clearTimeout(limit);
        this.waiting.delete(hear);
        resolve(told);
      };
      this.waiting.set(hear, limit);
    });
  }

  private take(told: Told): void {
    if (told.is === 'debug') this.debug.push(told.text ?? '');
    if (told.is === 'trouble') this.troubles.push(told.text ?? '');
    if (told.is === 'heard') this.hear(told.userId ?? '', Buffer.from(told.opus ?? '', 'base64'));
    for (const hear of [...this.waiting.keys()]) hear(told);
  }

  private hear(userId: string, opus: Buffer): void {
    if (opus.equals(SILENCE_FRAME)) return;
    const ear = this.ears.get(userId) ?? [];
    this.ears.set(userId, ear);
    ear.push(opus);
  }
}

function texts(packets: readonly Buffer[]): string[] {
  return packets.map((opus) => opus.toString('base64'));
}
