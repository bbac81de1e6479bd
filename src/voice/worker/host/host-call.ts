/** One call in a worker: a real connection and a real player, driven by messages, and what they tell, told on. */
import { type Clock, type Logger } from '../../../util';
import { type ConnectionEvents } from '../../connection/connection-options';
import { type SignalBudget } from '../../connection/signal-budget';
import { VoiceConnection } from '../../connection/voice-connection';
import { type DaveProvider } from '../../dave/dave-provider';
import { type OpusLibrary } from '../../codec/opus-codec';
import { LocalHearing } from '../../hearing/local-hearing';
import { Player } from '../../player/player';
import { type Ticker } from '../../player/ticker';
import { type VoiceSocketFactory } from '../../signalling/voice-socket';
import { type UdpSocketFactory } from '../../transport/udp-socket';
import { encodeState, decodeState } from '../plain-state';
import {
  type CallCommand,
  type CallNews,
  type ConnectionMirror,
  type ConnectionNews,
  type FromCall,
  type MakeCall,
  type PlaybackSnapshot,
  type ToCall,
} from '../messages';
import { encodeError } from '../plain-error';
import { HostHearing } from './host-hearing';
import { HostLink } from './host-link';
import { HostPlayer } from './host-player';
import { LentSources } from './lent-source';

/** What all calls of a worker share. */
export interface HostParts {
  readonly clock: Clock;
  readonly ticker: Ticker;
  readonly sockets: VoiceSocketFactory;
  readonly udp: UdpSocketFactory;
  /** Numbers in [0, 1). */
  readonly random: () => number;
  readonly opus: () => Promise<OpusLibrary>;
}

export interface HostCallOptions extends HostParts {
  readonly about: MakeCall;
  readonly dave: DaveProvider;
  readonly budget: SignalBudget;
  readonly logger: Logger;
  say(message: FromCall, transfer?: readonly ArrayBuffer[]): void;
  /** Nothing of it is left. */
  gone(): void;
}

export class HostCall {
  private readonly link: HostLink;
  private readonly connection: VoiceConnection;
  private readonly player: HostPlayer;
  private readonly lent: LentSources;
  private readonly heard: LocalHearing;
  private readonly hearing: HostHearing;
  /** The number of the last command. */
  private applied = 0;
  /** What was told last, for telling only what is new. */
  private toldState: unknown;
  private toldSending = false;
  private toldSent = -1;
  private isDropped = false;

  constructor(private readonly options: HostCallOptions) {
    const { about, clock, ticker, logger, opus, sockets, udp, random, dave, budget } = options;
    const say = (message: FromCall): void => {
      this.say(message);
    };
    this.link = new HostLink(about.userId, (message) => {
      // Whoever asks Discord for something knows what the answer will mean; so must the main thread, which hears it first.
      if (message.type === 'signal') this.tell();
      this.say(message);
    });
    this.link.mainSessionId = about.mainSessionId;
    const { guildId, userId, limits, secure, restored } = about;
    const connectionOf = (): VoiceConnection => this.connection;
    const hearing = new LocalHearing({
      place: `guild ${guildId}`,
      ...{ clock, logger, opus },
      userOf: (ssrc) => connectionOf().participants.userOf(ssrc),
      open: (speakerId, frame) => connectionOf().encryption?.open(speakerId, frame),
    });
    this.heard = hearing;
    this.hearing = new HostHearing({
      hearing,
      say: (message, transfer) => {
        this.say(message, transfer);
      },
    });
    this.connection = new VoiceConnection({
      ...{ guildId, userId, link: this.link, sockets, udp, clock, random, limits, secure, budget, logger, dave },
      receiver: hearing,
      events: this.events(),
    });
    this.lent = new LentSources(say);
    const player = new Player({ output: this.connection, ticker, clock, logger, opus });
    this.player = new HostPlayer({ player, lent: this.lent, clock, say });
    this.player.setPriority(about.hasPriority);
    this.player.setCrossfade(about.crossfadeMs);
    if (restored) {
      this.applied = restored.applied;
      const { state, isSuppressed, flags } = restored;
      this.connection.restore(decodeState(state), isSuppressed, flags);
    }
    this.tell();
  }

  hear(message: Exclude<ToCall, { type: 'make' }>): void {
    switch (message.type) {
      case 'command':
        this.link.mainSessionId = message.mainSessionId;
        this.applied = message.number;
        this.command(message.command);
        this.tell();
        return;
      case 'main-session':
        this.link.mainSessionId = message.mainSessionId;
        return;
      case 'verify':
        void this.verify(message.request, message.userId);
        return;
      case 'signalled':
        this.link.answered(message.request, message.error);
        return;
      case 'player':
        this.player.ask(message.playback, message.number, message.request);
        return;
      case 'priority':
        this.player.setPriority(message.hasPriority);
        return;
      case 'crossfade':
        this.player.setCrossfade(message.ms);
        return;
      case 'close-audio':
        void this.player.close().then(() => {
          this.say({ type: 'answer', request: message.request });
        });
        return;
      case 'lent-opened':
      case 'lent-frames':
      case 'lent-end':
        this.lent.hear(message);
        return;
      case 'listen':
        this.hearing.listen(message.request);
        return;
      case 'unlisten':
        this.hearing.unlisten(message.listener);
        return;
      case 'heard-credit':
        this.hearing.credit(message.listener, message.credit);
        return;
      case 'drop':
        this.drop();
    }
  }

  /** Tells what is new of the connection and is told by no event; counts only now and then. */
  look(withCounts: boolean): void {
    const { connection } = this;
    const isNew = connection.state !== this.toldState || connection.canSend !== this.toldSending;
    if (isNew || (withCounts && connection.stats.sent !== this.toldSent)) this.tell();
  }

  /** How what plays stands, where that is new. */
  snapshots(withPositions: boolean): PlaybackSnapshot[] {
    return this.player.isBusy ? this.player.snapshots(withPositions) : [];
  }

  private command(command: CallCommand): void {
    const { connection } = this;
    switch (command.type) {
      case 'join':
        connection.join(command.channelId, command.flags);
        return;
      case 'stay':
        connection.stay();
        return;
      case 'state':
        connection.hearState(command.state);
        return;
      case 'server':
        connection.hearServer(command.server);
        return;
      case 'main-session-renewed':
        connection.mainSessionRenewed();
        return;
      case 'region-changed':
        connection.regionChanged();
        return;
      case 'channel-deleted':
        connection.channelDeleted(command.channelId);
        return;
      case 'leave':
        connection.leave(command.reason);
    }
  }

  private async verify(request: number, userId: string): Promise<void> {
    try {
      this.say({ type: 'answer', request, value: await this.connection.verificationCode(userId) });
    } catch (error) {
      this.options.logger.warn('a verification code could not be made', { error });
      this.say({ type: 'answer', request });
    }
  }

  /** Ends what nobody hears of any more. */
  private drop(): void {
    if (this.isDropped) return;
    this.isDropped = true;
    this.hearing.close();
    void this.player.close();
    this.connection.leave();
    void this.connection.settled().then(() => {
      this.options.gone();
    });
  }

  private stopped(): void {
    this.hearing.close();
    // What the player has to say at the end is up to the main thread; what it has open is not.
    void this.connection.settled().then(async () => {
      await this.player.close();
      this.say({ type: 'gone' });
      if (!this.isDropped) this.options.gone();
    });
  }

  private say(message: FromCall, transfer?: readonly ArrayBuffer[]): void {
    if (!this.isDropped) this.options.say(message, transfer);
  }

  private tell(news?: CallNews): void {
    this.say({ type: 'news', mirror: this.mirror(), news });
  }

  private mirror(): ConnectionMirror {
    const { applied } = this;
    const { state, canSend, userIds, stats, encryptionNews: encryption } = this.connection;
    this.toldState = state;
    this.toldSending = canSend;
    this.toldSent = stats.sent;
    const hearing = this.heard.stats;
    return { applied, state: encodeState(state), canSend, userIds, stats, encryption, hearing };
  }

  private events(): ConnectionEvents {
    const tell =
      <K extends ConnectionNews['name']>(name: K) =>
      (...args: Parameters<ConnectionEvents[K]>): void => {
        this.tell({ name, args } as unknown as ConnectionNews);
      };
    return {
      changed: () => {
        this.tell();
      },
      stopped: ({ reason, error }) => {
        this.tell({ name: 'stopped', reason, ...(error && { error: encodeError(error) }) });
        this.stopped();
      },
      moveNotSent: (error) => {
        this.tell({ name: 'moveNotSent', error: encodeError(error) });
      },
      ready: tell('ready'),
      reconnecting: tell('reconnecting'),
      encryptionChanged: tell('encryptionChanged'),
      encryptionSlow: tell('encryptionSlow'),
      speaking: tell('speaking'),
      usersJoined: tell('usersJoined'),
      userLeft: tell('userLeft'),
    };
  }
}
