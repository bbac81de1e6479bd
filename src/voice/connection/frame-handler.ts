/** What the voice server says, sorted: what steers the connection goes to its machine, everything else is worked on at once. */
import { asError, type Logger } from '../../util';
import { type Cipher } from '../encryption/cipher';
import { chooseCipher } from '../encryption/choose';
import { SessionCiphers } from '../encryption/session-ciphers';
import { type DaveServerFrame, type ServerFrame } from '../signalling/frames';
import { type ConnectionEvents, type PacketReceiver } from './connection-options';
import { type VoiceControlFrame } from './connection-state';
import { type Participants } from './participants';
import { type SessionEncryption } from './session-encryption';

/** A session description that came, until the machine says that it counts. */
export interface Description {
  readonly cipher: Cipher;
  readonly daveProtocolVersion: number;
}

export interface FrameHandlerOptions {
  readonly participants: Participants;
  readonly encryption: SessionEncryption;
  readonly events: ConnectionEvents;
  readonly receiver: PacketReceiver | undefined;
  readonly logger: Logger;
  /** Feeds the machine. */
  readonly control: (frame: VoiceControlFrame) => void;
}

export class FrameHandler {
  /** Frames that could not be read or used. */
  malformed = 0;
  private readonly ciphers = new SessionCiphers();
  private description: Description | undefined;
  /** The one that counts. */
  private begun: Description | undefined;

  constructor(private readonly options: FrameHandlerOptions) {}

  handle(frame: ServerFrame): void {
    const { events, receiver, participants, encryption, logger, control } = this.options;
    switch (frame.kind) {
      case 'hello':
        control({ kind: 'hello', intervalMs: frame.heartbeatIntervalMs });
        return;
      case 'ready': {
        const { ssrc, address, port, modes } = frame;
        control({ kind: 'ready', ssrc, address, port, mode: chooseCipher(modes), offered: modes });
        return;
      }
      case 'session-description':
        this.onDescription(frame);
        return;
      case 'heartbeat-ack':
      case 'resumed':
        control(frame);
        return;
      case 'speaking':
        participants.speaks(frame.userId, frame.ssrc);
        receiver?.speakersChanged();
        events.speaking(frame.userId, frame.flags);
        return;
      case 'clients-connect': {
        const fresh = participants.join(frame.userIds);
        encryption.session?.usersJoined(frame.userIds);
        if (fresh.length > 0) events.usersJoined(fresh);
        encryption.look();
        return;
      }
      case 'client-disconnect':
        encryption.session?.userLeft(frame.userId);
        if (participants.leave(frame.userId)) events.userLeft(frame.userId);
        encryption.look();
        return;
      case 'unknown':
        return;
      case 'malformed':
        this.malformed += 1;
        logger.debug('a frame of the voice server could not be read', { problem: frame.problem });
        return;
      default:
        this.onEncryption(frame);
    }
  }

  /** The description that came last, once: from here on it is the one that counts. */
  useDescription(): Description | undefined {
    const { description } = this;
    this.description = undefined;
    if (description) this.begun = description;
    return description;
  }

  /** The session is over, and what described it. */
  forget(): void {
    this.description = undefined;
    this.begun = undefined;
  }

  private onEncryption(frame: DaveServerFrame): void {
    const { encryption } = this.options;
    encryption.session?.receive(frame);
    encryption.look();
  }

  private onDescription(frame: Extract<ServerFrame, { kind: 'session-description' }>): void {
    try {
      const { daveProtocolVersion } = frame;
      const cipher = this.ciphers.of(frame.mode, frame.secretKey);
      // What only repeats must not cost the call the keys that it agreed on.
      if (this.begun?.cipher === cipher && this.begun.daveProtocolVersion === daveProtocolVersion) return;
      this.description = { cipher, daveProtocolVersion };
    } catch (error) {
      // Another may follow; if none does, the deadline ends the wait.
      this.malformed += 1;
      this.options.logger.warn('the voice server sent keys of no use', { error: asError(error).message });
      return;
    }
    this.options.control({ kind: 'session-description' });
  }
}
