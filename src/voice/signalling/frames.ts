/**
 * What is said on the voice gateway, version 8, as values. Reading and writing them is in `read-frame.ts` and
 * `write-frame.ts`. https://discord.com/developers/docs/topics/voice-connections
 */
import { type ChannelId, type GuildId, type UserId } from '../../models';

/** Frames about end-to-end encryption: opcodes 21, 22, 24, 25, 27, 29 and 30. https://daveprotocol.com */
export type DaveServerFrame =
  | { readonly kind: 'prepare-transition'; readonly transitionId: number; readonly protocolVersion: number }
  | { readonly kind: 'execute-transition'; readonly transitionId: number }
  | { readonly kind: 'prepare-epoch'; readonly epoch: number; readonly protocolVersion: number }
  | { readonly kind: 'external-sender'; readonly payload: Buffer }
  /** `payload` begins behind the byte that tells appended proposals from revoked ones. */
  | { readonly kind: 'proposals'; readonly operation: 'append' | 'revoke'; readonly payload: Buffer }
  | { readonly kind: 'commit'; readonly transitionId: number; readonly payload: Buffer }
  | { readonly kind: 'welcome'; readonly transitionId: number; readonly payload: Buffer };

/** What the voice server sends. */
export type ServerFrame =
  | { readonly kind: 'hello'; readonly heartbeatIntervalMs: number }
  | {
      readonly kind: 'ready';
      readonly ssrc: number;
      readonly address: string;
      readonly port: number;
      readonly modes: readonly string[];
    }
  | {
      readonly kind: 'session-description';
      readonly mode: string;
      readonly secretKey: Buffer;
      readonly daveProtocolVersion: number;
    }
  | { readonly kind: 'heartbeat-ack'; readonly nonce: number | undefined }
  | { readonly kind: 'resumed' }
  | { readonly kind: 'speaking'; readonly userId: UserId; readonly ssrc: number; readonly flags: number }
  | { readonly kind: 'clients-connect'; readonly userIds: readonly UserId[] }
  | { readonly kind: 'client-disconnect'; readonly userId: UserId }
  | DaveServerFrame
  /** An opcode that means nothing to us. */
  | { readonly kind: 'unknown'; readonly op: number }
  /** What cannot be read: counted and dropped. */
  | { readonly kind: 'malformed'; readonly problem: string };

/** A frame and its number among those that a RESUME repeats; heartbeats acknowledge it. */
export interface NumberedFrame {
  readonly frame: ServerFrame;
  readonly sequence: number | undefined;
}

/** Frames about end-to-end encryption that we send: opcodes 23, 26, 28 and 31. */
export type DaveClientFrame =
  | { readonly kind: 'transition-ready'; readonly transitionId: number }
  | { readonly kind: 'key-package'; readonly payload: Buffer }
  /** The commit, and behind it the welcome when somebody is added. */
  | { readonly kind: 'commit-welcome'; readonly payload: Buffer }
  | { readonly kind: 'invalid-commit-welcome'; readonly transitionId: number };

/** What we send. */
export type ClientFrame =
  | {
      readonly kind: 'identify';
      readonly guildId: GuildId;
      readonly channelId: ChannelId;
      readonly userId: UserId;
      readonly sessionId: string;
      readonly token: string;
      readonly maxDaveProtocolVersion: number;
    }
  | {
      readonly kind: 'resume';
      readonly guildId: GuildId;
      readonly channelId: ChannelId;
      readonly sessionId: string;
      readonly token: string;
      readonly sequence: number;
    }
  | { readonly kind: 'select-protocol'; readonly address: string; readonly port: number; readonly mode: string }
  /** `sequence` is -1 while nothing numbered has come. */
  | { readonly kind: 'heartbeat'; readonly nonce: number; readonly sequence: number }
  | { readonly kind: 'speaking'; readonly flags: number; readonly ssrc: number }
  | DaveClientFrame;
