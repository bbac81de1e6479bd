/** Calls the bot into voice and out of it, and watches who is there. */
import { ClientGroup, Handler, Logger, MessageCreateEvent, On, UserVoiceJoinEvent, UserVoiceMoveEvent } from 'corduroy';

@Handler()
export class Caller {
  @On(MessageCreateEvent, { needs: ['MessageContent'] })
  async command({ guildId, content, author, guild }: MessageCreateEvent, group: ClientGroup) {
    if (!guildId || author.bot) return;
    const gateway = group.gatewayFor(guildId);
    const channelId = guild?.voiceStates.get(author.id)?.channelId;
    // Joining and moving are the same; mute and deafness stay as they were unless they are given.
    if (content === 'come') await gateway.changeVoiceState(guildId, channelId);
    if (content === 'hush') await gateway.changeVoiceState(guildId, channelId, { selfMute: true });
    if (content === 'go') await gateway.changeVoiceState(guildId, 0);
  }

  /** Anybody's voice, the bot's own as well. */
  @On(UserVoiceJoinEvent)
  joined({ user, channel }: UserVoiceJoinEvent, logger: Logger) {
    logger.info(`${user?.username} is in ${channel?.name}, whose region is ${channel?.region ?? 'chosen by Discord'}`);
  }

  @On(UserVoiceMoveEvent)
  moved({ user, channel, oldChannel }: UserVoiceMoveEvent, logger: Logger) {
    logger.info(`${user?.username} went from ${oldChannel?.name} to ${channel?.name}`);
  }
}
