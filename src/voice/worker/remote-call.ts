/**
 * One call whose connection and player work in a voice worker: what is asked of them goes there, what they tell comes back, and
 * what the worker may not hold, the main gateway, the queue and the author's streams, stays here. When its worker is lost, the
 * call is made anew in the next one, from what is known here.
 */
import { type ChannelId } from '../../models';
import { asError, type Logger } from '../../util';
import { type CallEngine, type CallEngineOptions } from '../call/call-engine';
import { type VoiceLimits } from '../connection/limits';
import { type OwnVoiceFlags, type VoiceLink } from '../link';
import { TrackQueue } from '../player/queue';
import { type VoiceAudio } from '../player/voice-audio';
import { Lender } from './lender';
import { type CallNumber, type FromCall, type LogEntry, type PlaybackSnapshot, type ToCall } from './messages';
import { decodeError, encodeError } from './plain-error';
import { decodeState, encodeState } from './plain-state';
import { RemoteConnection } from './remote-connection';
import { RemoteHearing } from './remote-hearing';
import { RemotePlayer } from './remote-player';
import { shiftState } from './shared-time';
import { type PooledCall, type WorkerLine } from './worker-pool';
import { type ResolvedVoiceOptions } from '../voice-clients-options';
import { type VoiceError } from '../voice-error';

export interface RemoteCallOptions extends Pick<ResolvedVoiceOptions, 'link' | 'clock' | 'random' | 'secure'> {
  readonly limits: VoiceLimits;
  readonly engine: CallEngineOptions;
  /** The bot, for its workers. */
  readonly bot: number;
  readonly number: CallNumber;
  /** An opcode 4 was sent for it. */
  booked(call: RemoteCall, mainSessionId: string | undefined): void;
  /** Nothing of it is left. */
  gone(call: RemoteCall): void;
}

export class RemoteCall implements PooledCall, CallEngine {
  readonly number: CallNumber;
  readonly connection: RemoteConnection;
  readonly audio: VoiceAudio;
  readonly hearing: RemoteHearing;
  private readonly player: RemotePlayer;
  private readonly lender: Lender;
  private readonly logger: Logger;
  private line: WorkerLine | undefined;
  /** Commands to the main gateway that are on their way. */
  private readonly signals = new Map<number, AbortController>();
  private toldSession: string | undefined;
  private isOver = false;

  constructor(private readonly options: RemoteCallOptions) {
    const { clock, engine, limits, link, number, random } = options;
    const { guildId, logger, events, budget } = engine;
    this.number = number;
    this.logger = logger;
    const post = (message: ToCall, transfer?: readonly ArrayBuffer[]): void => {
      this.line?.post(message, transfer);
    };
    this.lender = new Lender({ logger, post });
    this.connection = new RemoteConnection({
      ...{ guildId, clock, logger, limits, events, post },
      mainSessionId: () => this.mainSessionId(link),
      signalWaitMs: () => budget.waitMs(guildId, this.mainSessionId(link), clock.now()),
    });
    this.hearing = new RemoteHearing({
      place: `guild ${guildId}`,
      ...{ logger, post },
      shiftMs: () => this.line?.shiftMs ?? 0,
      isOver: () => this.connection.state.phase === 'stopped',
    });
    this.player = new RemotePlayer({
      ...{ clock, logger, post },
      cross: (playback, source) => this.lender.cross(playback, source),
      release: (playback) => {
        this.lender.release(playback);
      },
    });
    this.audio = remoteAudio(this.player, { logger, random });
    void this.connection.settled().then(() => {
      this.end();
    });
  }

  // --- what the pool calls

  attached(line: WorkerLine): void {
    this.line = line;
    const { bot, engine, secure, limits, link } = this.options;
    const { guildId, userId } = engine;
    const { restored } = this.connection;
    const mainSessionId = (this.toldSession = this.mainSessionId(link));
    line.post({
      type: 'make',
      about: {
        ...{ bot, guildId, userId, secure, limits, mainSessionId },
        ...{ hasPriority: this.player.hasPriority, crossfadeMs: this.player.crossfadeMs },
        restored: restored && { ...restored, state: encodeState(shiftState(restored.state, -line.shiftMs)) },
      },
    });
    this.connection.begun();
    this.player.begun();
    this.hearing.begun();
  }

  hear(message: FromCall): void {
    switch (message.type) {
      case 'news': {
        const { mirror, news } = message;
        this.lookAtSession();
        const shiftMs = this.line?.shiftMs ?? 0;
        const here = mirror && { ...mirror, state: shiftState(decodeState(mirror.state), shiftMs) };
        if (mirror) this.hearing.stats = mirror.hearing;
        this.connection.hear(here, news);
        return;
      }
      case 'signal':
        void this.signal(message.request, message.channelId, message.flags);
        return;
      case 'signal-abort':
        this.signals.get(message.request)?.abort(new Error('the bot is to be somewhere else by now'));
        return;
      case 'player':
        this.player.hear(this.onThisClock(message.news));
        return;
      case 'sought': {
        const { request, snapshot, error } = message;
        this.player.hearSought(request, snapshot && this.shifted(snapshot), error && decodeError(error));
        return;
      }
      case 'answer':
        if (message.request === 0) this.player.hearAnswer(0);
        else this.connection.answered(message.request, message.value);
        return;
      case 'lent-open':
      case 'lent-credit':
      case 'lent-close':
        this.lender.hear(message);
        return;
      case 'heard':
      case 'heard-end':
      case 'talking':
        this.hearing.hear(message);
        return;
      case 'gone':
        this.connection.gone();
    }
  }

  hearSnapshot(snapshot: PlaybackSnapshot): void {
    this.player.hearSnapshot(this.shifted(snapshot));
  }

  log({ level, message, fields, errors, names }: LogEntry): void {
    const logger = names.reduce((parent, name) => parent.child(name), this.logger);
    const told = Object.entries(errors).map(([name, error]) => [name, decodeError(error)] as const);
    logger[level](message, { ...fields, ...Object.fromEntries(told) });
  }

  interrupted(): void {
    this.line = undefined;
    // What ends the call goes on its way all the same.
    if (this.connection.state.phase !== 'stopped') {
      for (const abort of this.signals.values()) abort.abort(new Error('whoever asked for it is gone'));
    }
    this.signals.clear();
    this.lender.interrupted();
    this.player.interrupted();
    this.hearing.interrupted();
    this.connection.interrupted();
  }

  failed(error: VoiceError): void {
    this.line = undefined;
    this.player.fail(error);
    if (this.connection.fail(error)) this.leave();
  }

  /** Tells the worker when the shard of the guild has another session. */
  lookAtSession(): void {
    const mainSessionId = this.mainSessionId(this.options.link);
    if (mainSessionId === this.toldSession) return;
    this.toldSession = mainSessionId;
    this.line?.post({ type: 'main-session', mainSessionId });
  }

  /** Lets go of what is left, when nobody waits for it any more. */
  drop(): void {
    this.line?.post({ type: 'drop' });
    this.connection.gone();
    this.end();
  }

  /** Gives up the place in the channel, in the stead of a worker that does not. */
  private leave(): void {
    const { link, engine } = this.options;
    this.options.booked(this, this.mainSessionId(link));
    const leaving = new Promise<void>((resolve) => {
      resolve(link.changeVoiceState(engine.guildId, null));
    });
    leaving.catch((thrown: unknown) => {
      this.logger.warn('the bot could not leave the channel of a call whose worker died', { error: asError(thrown) });
    });
  }

  private async signal(request: number, channelId: ChannelId | null, flags: OwnVoiceFlags): Promise<void> {
    const { link, engine } = this.options;
    const abort = new AbortController();
    this.signals.set(request, abort);
    this.options.booked(this, this.mainSessionId(link));
    const { line } = this;
    const answer = (error?: unknown): void => {
      if (this.signals.get(request) === abort) this.signals.delete(request);
      // Another worker knows nothing of it.
      if (this.line !== line) return;
      const plain = error === undefined ? undefined : encodeError(error);
      this.line?.post({ type: 'signalled', request, error: plain });
    };
    try {
      await link.changeVoiceState(engine.guildId, channelId, flags, { signal: abort.signal });
      this.connection.told(flags);
      answer();
    } catch (error) {
      answer(error);
    }
  }

  private mainSessionId(link: VoiceLink): string | undefined {
    try {
      return link.sessionId(this.options.engine.guildId);
    } catch {
      // A gateway that is closed, or does not serve the guild.
      return undefined;
    }
  }

  private onThisClock(news: Extract<FromCall, { type: 'player' }>['news']): typeof news {
    return 'snapshot' in news ? { ...news, snapshot: this.shifted(news.snapshot) } : news;
  }

  private shifted(snapshot: PlaybackSnapshot): PlaybackSnapshot {
    return { ...snapshot, atMs: snapshot.atMs + (this.line?.shiftMs ?? 0) };
  }

  private end(): void {
    if (this.isOver) return;
    this.isOver = true;
    if (this.connection.owesLeave) this.leave();
    void this.audio.close();
    this.player.interrupted();
    this.lender.close();
    this.hearing.close();
    this.line = undefined;
    this.options.gone(this);
  }
}

/** The audio of a call over a player of a worker: the queue is of this thread. */
export function remoteAudio(
  player: RemotePlayer,
  options: { readonly logger: Logger; readonly random: () => number },
): VoiceAudio {
  const queue = new TrackQueue(player, options);
  return {
    player,
    queue,
    // The type of the data is the caller's word.
    queueOf: <T>() => queue as TrackQueue<T>,
    play: (source, playOptions) => player.play(source, playOptions),
    setSpeaking: (speaking) => {
      player.setSpeaking(speaking);
    },
    close: () => player.close(),
    [Symbol.asyncDispose]: () => player.close(),
  };
}
