/** Plays where the asker is. */
import { ClientGroup, Handler, MessageCreateEvent, On } from 'corduroy';
import { FarVoice } from './far-voice';

@Handler()
export class Disc {
  constructor(private readonly voice: FarVoice) {}

  @On(MessageCreateEvent, { needs: ['MessageContent'] })
  async play(event: MessageCreateEvent, group: ClientGroup) {
    if (event.content !== 'play' || !event.guildId) return;
    const channelId = event.guild?.voiceStates.get(event.author.id)?.channelId;
    if (!channelId) {
      await event.reply('Where? You are in no voice channel.');
      return;
    }
    await this.voice.join(group, event.guildId, channelId);
    await event.reply(`Coming to <#${channelId}>`);
  }
}
