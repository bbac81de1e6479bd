/** What a connection tells, told on to the listeners of its call: only what is new to them. */
import { type ChannelId } from '../../models';
import { type ConnectionEvents, type VoiceEnd } from '../connection/connection-options';
import { type Listeners } from '../player/listeners';
import { type VoiceClientEvents } from '../voice-client-events';
import { type CallConnection } from './call-connection';

export interface CallNewsOptions {
  readonly listeners: Listeners<VoiceClientEvents>;
  readonly connection: () => CallConnection;
  /** Somebody may have arrived. */
  readonly changed: () => void;
  /** A move could not be asked for. */
  readonly refused: (error: Error) => void;
  readonly ended: (end: VoiceEnd) => void;
}

export class CallNews {
  /** Where the bot was last said to be. */
  channelId: ChannelId | undefined;
  private saidEncryption = '';

  constructor(private readonly options: CallNewsOptions) {}

  /** What the connection is to tell. */
  get events(): ConnectionEvents {
    const { listeners, changed, refused, ended } = this.options;
    return {
      changed,
      ready: (resumed) => {
        listeners.emit('ready', { resumed });
        this.sayMoved();
        this.sayEncryption();
      },
      reconnecting: (about) => {
        listeners.emit('reconnecting', about);
      },
      stopped: ended,
      moveNotSent: refused,
      encryptionChanged: () => {
        this.sayEncryption();
      },
      encryptionSlow: (waitedMs) => {
        listeners.emit('encryptionSlow', waitedMs);
      },
      speaking: (userId, flags) => {
        listeners.emit('speaking', userId, flags);
      },
      usersJoined: (userIds) => {
        listeners.emit('usersJoined', userIds);
      },
      userLeft: (userId) => {
        listeners.emit('userLeft', userId);
      },
    };
  }

  /** The bot may be in another channel. */
  sayMoved(): void {
    const { channelId } = this.options.connection().state;
    const before = this.channelId;
    if (!channelId || channelId === before) return;
    this.channelId = channelId;
    if (before !== undefined) this.options.listeners.emit('moved', channelId, before);
  }

  private sayEncryption(): void {
    const encryption = this.options.connection().encryptionNews;
    const { phase, protocolVersion, epoch, privacyCode } = encryption;
    if (phase !== 'active' && phase !== 'off') return;
    const now = `${protocolVersion} ${epoch} ${privacyCode}`;
    if (now === this.saidEncryption) return;
    this.saidEncryption = now;
    this.options.listeners.emit('transition', encryption);
  }
}
