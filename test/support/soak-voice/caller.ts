/** A bot in one call that is never out of it for long: it plays one file after the other, and joins again when it is sent away. */
import { Source, VoiceError } from '../../../src';
import { knownFrames } from '../../../src/testing/simulator';
import { type Playback, type VoiceClient } from '../../../src/voice';
import { oggOpus } from '../audio';
import { type PartyBot, type Room } from '../voice-party/voice-party';

/** Forty seconds. */
const FILE_FRAMES = 2_000;
const REST_MS = 100;

export class Caller {
  /** How calls of it ended, and joins that came to nothing. */
  readonly ends: string[] = [];
  /** What must not happen, whatever is done to the call. */
  readonly wrong: string[] = [];
  /** The seed of the first file; each further one has the next. */
  private seed: number;
  private voice: VoiceClient | undefined;
  private playback: Playback | undefined;
  private isOver = false;
  private readonly done: Promise<void>;

  constructor(
    readonly bot: PartyBot,
    readonly room: Room,
    firstSeed: number,
  ) {
    this.seed = firstSeed;
    this.done = this.call();
  }

  get client(): VoiceClient | undefined {
    return this.voice;
  }

  get name(): string {
    return `${this.bot.name} in ${this.room.guild.name}`;
  }

  /** Where it stands, when all is not well. */
  get trouble(): string | undefined {
    const { voice, playback, room } = this;
    const { encryption, channelId, state } = voice ?? {};
    const isWell =
      voice?.isReady === true &&
      channelId === room.talk.id &&
      encryption?.phase === 'active' &&
      playback?.state === 'playing';
    if (isWell) return undefined;
    return `${this.name}: ${state ?? 'in no call'}, encryption ${encryption?.phase ?? 'none'}, playback ${playback?.state ?? 'none'}, channel ${channelId ?? 'none'}`;
  }

  /** Has it back where it belongs, if somebody took it elsewhere. */
  async comeHome(): Promise<void> {
    const { voice, room } = this;
    if (voice?.isReady && voice.channelId !== room.talk.id) await voice.moveTo(room.talk.id).catch(() => undefined);
  }

  /** Joins and plays no more. */
  async stop(): Promise<void> {
    this.isOver = true;
    await this.voice?.disconnect();
    await this.done;
  }

  private async call(): Promise<void> {
    while (!this.isOver) {
      const voice = await this.join();
      if (voice) await this.playIn(voice);
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
    }
  }

  private async join(): Promise<VoiceClient | undefined> {
    const { bot, room } = this;
    try {
      this.voice = await bot.group.voice.join(room.guild.id, room.talk.id);
      bot.ears.attach(this.voice);
      return this.voice;
    } catch (error) {
      if (error instanceof VoiceError) this.ends.push(`no join: ${error.code}`);
      // A group whose main session is being renewed says so by an error of the gateway.
      else this.ends.push(`no join: ${(error as { code?: string }).code ?? String(error)}`);
      return undefined;
    }
  }

  private async playIn(voice: VoiceClient): Promise<void> {
    const ended = voice.ended.then((end) => {
      this.ends.push(end.reason);
      if (end.reason !== 'left' && !(end.error instanceof VoiceError)) {
        this.wrong.push(`${this.name} ended as ${end.reason} without an error`);
      }
    });
    while (!this.isOver && !voice.isEnding) {
      const frames = knownFrames(this.seed++, FILE_FRAMES);
      this.playback = voice.play(Source.buffer(oggOpus(frames)));
      const end = await this.playback.ended;
      if (end.reason === 'error') this.wrong.push(`${this.name}: a playback failed, ${String(end.error)}`);
    }
    await ended;
    await voice.gone;
    this.voice = undefined;
  }
}
