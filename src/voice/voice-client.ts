/** The bot's part in the call of one guild: where it is, what it plays, and how that ends. */
import { inspect } from 'node:util';
import { type ChannelId, type GuildId, type UserId } from '../models';
import { deferred, type Logger } from '../util';
import { type CallConnection } from './call/call-connection';
import { type CallEngines } from './call/call-engine';
import { CallNews } from './call/call-news';
import { hush } from './call/hush';
import { Whereabouts } from './call/whereabouts';
import { closedError } from './connection/connection-errors';
import { type VoiceEnd, type VoiceStats } from './connection/connection-options';
import { type VoicePhase } from './connection/connection-state';
import { type SignalBudget } from './connection/signal-budget';
import { type CallHearing, type CallHearingStats } from './hearing/call-hearing';
import { type HeardOpus, type HeardPcm, type HeardStream, type ListenOptions } from './hearing/heard-audio';
import { type VoiceCall } from './host';
import { checkJoin, DEFAULT_JOIN_MS, type JoinOptions } from './join-options';
import { type OwnVoiceState, type VoiceServer } from './link';
import { type Listener, Listeners } from './player/listeners';
import { type PlayOptions } from './player/play-options';
import { type Playback } from './player/playback';
import { type PlayerControls } from './player/player-controls';
import { type TrackQueue } from './player/queue';
import { type VoiceAudio } from './player/voice-audio';
import { CallRecordings } from './recording/call-recordings';
import { type HeardStreams } from './recording/heard-crowd';
import { type ListenAllOptions, type RecordOptions } from './recording/record-options';
import { type Recording } from './recording/recording';
import { type AudioSource } from './sources/audio-source';
import { type SoundOptions, type SpeakOptions, type StageWaitOptions } from './stage/stage-options';
import { StagePart } from './stage/stage-part';
import { type EncryptionNews, type VoiceClientEvents } from './voice-client-events';
import { type ResolvedVoiceOptions } from './voice-clients-options';

/** Made by `join` of the bot's calls. One for each guild; it lives until the bot is out of the guild's channels. */
export class VoiceClient implements VoiceCall, AsyncDisposable {
  /** Settles when the call is over; never rejects. */
  readonly ended: Promise<VoiceEnd>;
  /** Resolves a moment later, when nothing of the call is left. */
  readonly gone: Promise<void>;
  private readonly connection: CallConnection;
  private readonly audio: VoiceAudio;
  private readonly hearing: CallHearing;
  private readonly recordings: CallRecordings;
  private readonly listeners: Listeners<VoiceClientEvents>;
  private readonly logger: Logger;
  private readonly finished = deferred<VoiceEnd>();
  private readonly news: CallNews;
  private readonly whereabouts: Whereabouts;
  private readonly stage: StagePart;
  private end: VoiceEnd | undefined;
  private disconnecting: Promise<void> | undefined;
  /** Whether own states come by `hearState` of all calls. */
  private isTold = false;

  /** @param budget of all calls of the bot. */
  constructor(
    readonly guildId: GuildId,
    private readonly options: ResolvedVoiceOptions,
    userId: UserId,
    engines: CallEngines,
    budget: SignalBudget,
  ) {
    this.logger = options.logger.child(`voice ${guildId}`);
    this.listeners = new Listeners(this.logger);
    const { clock, requests } = options;
    const connection = (): CallConnection => this.connection;
    const ended = (): Error | undefined =>
      this.end && (this.end.error ?? closedError({ guildId, channelId: this.news.channelId }));
    this.whereabouts = new Whereabouts({ guildId, clock, connection, ended, isEnding: () => this.isEnding });
    this.news = new CallNews({
      ...{ listeners: this.listeners, connection },
      changed: () => {
        this.whereabouts.look();
      },
      refused: (error) => {
        this.whereabouts.refuse(error);
      },
      ended: (end) => {
        this.stopped(end);
      },
    });
    const { logger } = this;
    const engine = engines.make({ guildId, userId, budget, logger, events: this.news.events });
    this.connection = engine.connection;
    this.audio = engine.audio;
    this.hearing = engine.hearing;
    this.hearing.onTalking((talkerId, isTalking) => {
      this.listeners.emit('talking', talkerId, isTalking);
    });
    const onJoined = (listener: (userIds: readonly UserId[]) => void): (() => void) =>
      this.listeners.on('usersJoined', listener);
    this.recordings = new CallRecordings({ ...engine, clock, onJoined }, `The call of guild ${guildId}`);
    this.stage = new StagePart({
      ...{ guildId, requests, clock, logger, ended },
      tell: (isSuppressed) => {
        this.listeners.emit('suppressed', isSuppressed);
      },
    });
    const { onTrack } = options;
    if (onTrack) {
      this.audio.queue.on('start', (track) => {
        onTrack(this, track);
      });
      this.audio.queue.on('end', (track, end) => {
        onTrack(this, track, end);
      });
    }
    this.ended = this.finished.promise;
    this.gone = this.ended.then(async () => {
      await Promise.all([this.hush(), this.connection.settled(), this.recordings.settled()]);
    });
  }

  /** Where the bot is; `null` while it is in no channel. */
  get channelId(): ChannelId | null {
    return this.connection.state.channelId ?? null;
  }

  /** Whether Discord has taken the bot out of its channel, and nobody has joined one since. */
  get isOut(): boolean {
    return this.connection.isOut;
  }

  get state(): VoicePhase {
    return this.connection.state.phase;
  }

  get isReady(): boolean {
    return this.state === 'ready';
  }

  /** Whether it is over, or about to be. */
  get isEnding(): boolean {
    return this.end !== undefined || this.disconnecting !== undefined;
  }

  /** Whether the bot has left its channel only to join it again, because Discord names no server otherwise. */
  get isRejoining(): boolean {
    const { phase, rejoin, channelId } = this.connection.state;
    return phase === 'signalling' && rejoin !== 'none' && channelId === undefined;
  }

  /** Who else is in the call, as the voice server told. */
  get userIds(): readonly UserId[] {
    return this.connection.userIds;
  }

  /** Round trip to the voice server, in milliseconds; `undefined` before the first. */
  get pingMs(): number | undefined {
    return this.connection.pingMs;
  }

  /** Digits that are equal for everyone in the call as long as nobody listens in; `undefined` while there are none. */
  get privacyCode(): string | undefined {
    return this.connection.encryptionNews.privacyCode;
  }

  get encryption(): EncryptionNews {
    return this.connection.encryptionNews;
  }

  /** Digits to compare with one user by another way; `undefined` while that user is not in the group. */
  async verificationCode(userId: UserId): Promise<string | undefined> {
    return this.connection.verificationCode(userId);
  }

  stats(): VoiceStats & CallHearingStats {
    return { ...this.connection.stats, ...this.hearing.stats };
  }

  // --- audio

  /** What plays, the volume, and the events of playbacks. */
  get player(): PlayerControls {
    return this.audio.player;
  }

  get queue(): TrackQueue {
    return this.audio.queue;
  }

  /** The same queue, for tracks that carry data of a type that the caller knows. */
  queueOf<T>(): TrackQueue<T> {
    return this.audio.queueOf<T>();
  }

  /**
   * Plays a source now; what played ends with `replaced`, unless it is to play `beside`. A source that fails ends the playback, it does not throw.
   * @throws {VoiceError} VOICE_INVALID_OPTIONS, or VOICE_CLOSED when the call is over.
   */
  play(source: AudioSource, options?: PlayOptions): Playback {
    return this.audio.play(source, options);
  }

  /** Whether to speak with priority. Needs the permission PRIORITY_SPEAKER. */
  setSpeaking(options: { readonly priority: boolean }): void {
    this.audio.setSpeaking(options);
  }

  /**
   * Listens to one user, who need not be in the call yet: packets of Opus, or PCM. Nothing is decrypted of whom nobody listens to.
   * @throws {VoiceError} VOICE_INVALID_OPTIONS, or VOICE_CLOSED when the call is over. Reading PCM rejects with
   * VOICE_OPUS_MISSING where there is nothing to decode with.
   */
  listen(userId: UserId, options: ListenOptions & { readonly as: 'pcm' }): HeardStream<HeardPcm>;
  listen(userId: UserId, options?: ListenOptions & { readonly as?: 'opus' | undefined }): HeardStream<HeardOpus>;
  listen(userId: UserId, { as, ...options }: ListenOptions = {}): HeardStream {
    return as === 'pcm'
      ? this.hearing.listen(userId, { ...options, as })
      : this.hearing.listen(userId, { ...options, as });
  }

  /** Whose audio comes at the moment. */
  get talking(): ReadonlySet<UserId> {
    return this.hearing.talking;
  }

  /**
   * Listens to everybody, or to whom `users` names or says yes to, whoever comes later included: one stream, whose frames name
   * their users.
   * @throws {VoiceError} VOICE_INVALID_OPTIONS, or VOICE_CLOSED when the call is over.
   */
  listenAll(options: ListenAllOptions & { readonly as: 'pcm' }): HeardStreams<HeardPcm>;
  listenAll(options?: ListenAllOptions & { readonly as?: 'opus' | undefined }): HeardStreams<HeardOpus>;
  listenAll({ as, ...options }: ListenAllOptions = {}): HeardStreams {
    return as === 'pcm' ? this.recordings.listenAll({ ...options, as }) : this.recordings.listenAll({ ...options, as });
  }

  /**
   * Writes down what is said from now on, a file for each user or one of all, with silence kept so that speakers are in step.
   * What fails later ends the recording, it does not throw: see `ended`.
   * @throws {VoiceError} VOICE_INVALID_OPTIONS, or VOICE_CLOSED when the call is over.
   */
  record(options: RecordOptions): Recording {
    return this.recordings.record(options);
  }

  // --- stages and soundboards

  /**
   * Whether nobody hears the bot: it is in the audience of a stage, or may not speak in its channel. On a stage, what is played
   * waits meanwhile.
   */
  get isSuppressed(): boolean {
    return this.stage.isSuppressed;
  }

  /** Whether it asks to speak, and is not let yet. */
  get isHandRaised(): boolean {
    return this.stage.isHandRaised;
  }

  /** Whether its channel is a stage; `undefined` when that is not known, because channels are not cached. */
  get isStage(): boolean | undefined {
    return this.stage.isStage;
  }

  /**
   * Goes to the speakers of the stage, and resolves when the bot may speak. Needs the permission MUTE_MEMBERS; without it and
   * with `request`, it raises the bot's hand (REQUEST_TO_SPEAK) and waits for a moderator, a minute by default. A hand that
   * brought nothing is taken down again.
   * @throws {VoiceError} (rejects) VOICE_STAGE_SUPPRESSED, which names the missing permission, or that nobody let it;
   * VOICE_NO_STAGE, VOICE_REQUEST_FAILED, VOICE_REQUESTS_MISSING, VOICE_CLOSED, VOICE_ABORTED, VOICE_INVALID_OPTIONS.
   */
  async joinSpeakers(options: SpeakOptions = {}): Promise<void> {
    await this.stage.joinSpeakers(options);
  }

  /** Goes to the audience of the stage. Needs no permission. @throws {VoiceError} (rejects) as {@link joinSpeakers} does. */
  async joinAudience(options: StageWaitOptions = {}): Promise<void> {
    await this.stage.joinAudience(options);
  }

  /** Raises the bot's hand and waits for nobody; `suppressed` tells when it may speak. @throws {VoiceError} (rejects) as {@link joinSpeakers} does. */
  async requestToSpeak(options: StageWaitOptions = {}): Promise<void> {
    await this.stage.requestToSpeak(options);
  }

  /** Takes the hand down. Needs no permission. @throws {VoiceError} (rejects) as {@link joinSpeakers} does. */
  async cancelRequest(options: StageWaitOptions = {}): Promise<void> {
    await this.stage.cancelRequest(options);
  }

  /**
   * Plays a sound of the guild's soundboard, or one that everybody has, to everybody in the channel; beside what is played, and
   * mixed in by the listeners. Needs the permissions SPEAK and USE_SOUNDBOARD.
   * @throws {VoiceError} (rejects) VOICE_NO_PERMISSION, VOICE_UNKNOWN_SOUND, VOICE_MUTED, VOICE_DEAFENED,
   * VOICE_STAGE_SUPPRESSED, VOICE_REQUEST_FAILED, VOICE_REQUESTS_MISSING, VOICE_CLOSED, VOICE_ABORTED, VOICE_INVALID_OPTIONS.
   */
  async playSoundboard(soundId: string, options: SoundOptions = {}): Promise<void> {
    await this.stage.playSoundboard(soundId, options);
  }

  // --- where it is

  /**
   * Goes to another channel of the guild. Until Discord has moved the bot the call goes on where it is, also when the move
   * is not answered.
   * @throws {VoiceError} as `join` does.
   */
  async moveTo(channelId: ChannelId, options: JoinOptions = {}): Promise<void> {
    checkJoin(this.guildId, channelId, options.timeoutMs ?? DEFAULT_JOIN_MS);
    const obstacle = this.options.link.obstacle?.(this.guildId, channelId);
    if (obstacle) throw obstacle;
    await this.enter(channelId, options);
  }

  /** Asks for a place in a channel and waits for it. The obstacles have been looked at. */
  async enter(channelId: ChannelId, options: JoinOptions): Promise<void> {
    await this.whereabouts.enter(channelId, options);
  }

  /** Where the bot is now, as its calls were told. @internal */
  hearState(state: OwnVoiceState): void {
    this.isTold = true;
    this.takeState(state);
  }

  /**
   * Takes over where Discord says that the bot is. What the calls of the bot were told already changes nothing: a hook runs
   * after them, and in a busy program so late that the bot is somewhere else by then.
   */
  follow(state: OwnVoiceState): void {
    if (!this.isTold) this.takeState(state);
  }

  /** Connects to the server that Discord named; an endpoint `null` means that it looks for one. A second time it changes nothing. */
  createSocket(server: VoiceServer): void {
    this.connection.hearServer(server);
  }

  /** The main gateway has a new session, which is in no channel. */
  sessionRenewed(): void {
    this.connection.mainSessionRenewed();
  }

  /** A hint: the region of the channel was changed, so a server that moves soon has its explanation. */
  regionChanged(): void {
    this.connection.regionChanged();
  }

  /** A hint: a channel is gone, and if it is this one, what follows is no kick. */
  channelDeleted(channelId: ChannelId): void {
    this.connection.channelDeleted(channelId);
  }

  /** Ends the call, with five frames of silence for whoever listens. Resolves when nothing of it is left; a second call waits for the first. */
  disconnect(): Promise<void> {
    this.disconnecting ??= this.leave();
    return this.disconnecting;
  }

  /** Returns how to stop listening. Errors of listeners are logged. */
  on<K extends keyof VoiceClientEvents>(name: K, listener: Listener<VoiceClientEvents[K]>): () => void {
    return this.listeners.on(name, listener);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.disconnect();
  }

  toJSON(): object {
    const { guildId, channelId, state, pingMs } = this;
    return { guildId, channelId, state, pingMs, stats: this.stats() };
  }

  /** What is printed has no token and no key. */
  [inspect.custom](): string {
    return `VoiceClient(channel ${this.channelId ?? 'none'} of guild ${this.guildId}, ${this.state})`;
  }

  private takeState(state: OwnVoiceState): void {
    this.connection.hearState(this.stage.hear(state));
    this.news.sayMoved();
  }

  private stopped(end: VoiceEnd): void {
    this.end = end;
    if (end.error) this.logger.warn('the call is over', { reason: end.reason, error: end.error.message });
    this.listeners.emit('ended', end);
    this.recordings.callEnded();
    this.finished.resolve(end);
    this.whereabouts.look();
    this.stage.look();
  }

  private async leave(): Promise<void> {
    if (!this.end && this.connection.canSend && !this.connection.isOut) await this.hush();
    this.connection.leave();
    await this.gone;
  }

  private hush(): Promise<void> {
    return hush(this.audio, this.options.clock, this.logger);
  }
}
