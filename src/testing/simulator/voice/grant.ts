/** What VOICE_SERVER_UPDATE gave a bot: the right to one voice session at one server. */
import { type ChannelRecord, type GuildRecord } from '../world/records';
import { type VoiceServer } from './server';
import { type VoiceSession } from './session';

export interface Grant {
  readonly guild: GuildRecord;
  readonly channel: ChannelRecord;
  readonly userId: string;
  /** The main gateway's session that the bot is in voice by. */
  readonly sessionId: string;
  readonly token: string;
  readonly server: VoiceServer;
  /** The voice session that was opened by it. */
  session: VoiceSession | undefined;
  /** `true`: its session ended in a way that needs another grant. */
  spent: boolean;
}
