/** Where the bot is in voice, guild by guild: shared by whoever asks for it. */
import { type ChannelId, type GuildId, Injectable } from 'corduroy';

@Injectable()
export class Whereabouts extends Map<GuildId, ChannelId> {}
