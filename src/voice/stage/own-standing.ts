/** Whether the bot is heard where it is, and what keeps it from that: what its own voice state says about speaking. */
import { type ChannelId } from '../../models';
import { type OwnVoiceState } from '../link';

export interface OwnStanding {
  readonly channelId: ChannelId;
  readonly sessionId: string;
  /** `undefined` when nobody told. */
  readonly suppress: boolean | undefined;
  readonly isHandRaised: boolean;
  /** Whether the time of a raised hand is in the state. It stays there when a bot is let speak. */
  readonly hasRequest: boolean;
  /** By the guild. */
  readonly isMuted: boolean;
  /** By the guild, or by the bot itself. */
  readonly isDeafened: boolean;
}

/** `undefined` of a state in no channel. */
export function standingOf(state: OwnVoiceState): OwnStanding | undefined {
  const { channelId, sessionId, suppress, requestToSpeakTimestamp, mute, deaf, selfDeaf } = state;
  if (channelId === null) return undefined;
  const hasRequest = requestToSpeakTimestamp instanceof Date;
  return {
    channelId,
    sessionId,
    suppress,
    isHandRaised: suppress !== false && hasRequest,
    hasRequest,
    isMuted: mute === true,
    isDeafened: deaf === true || selfDeaf === true,
  };
}
