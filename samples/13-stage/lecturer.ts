/** Speaks on stages: comes as part of the audience, asks to speak, and says what keeps it from that. */
import {
  type AudioSource,
  ClientGroup,
  Handler,
  Inject,
  Logger,
  MessageCreateEvent,
  On,
  VoiceClientUpdateEvent,
  VoiceError,
} from 'corduroy';

@Handler()
export class Lecturer {
  constructor(
    private readonly group: ClientGroup,
    @Inject('lecture') private readonly lecture: () => AudioSource,
  ) {}

  @On(MessageCreateEvent, { needs: ['MessageContent'] })
  async command(event: MessageCreateEvent) {
    const [, command, rest = ''] = /^!(\w+) *(.*)$/.exec(event.content) ?? [];
    const { guildId, guild, author } = event;
    const channelId = guild?.voiceStates.get(author.id)?.channelId;
    if (!command || !guildId || !channelId) return;
    try {
      const answer =
        command === 'speak' ? await this.speak(guildId, channelId) : await this.obey(guildId, command, rest);
      if (answer) await event.reply(answer);
    } catch (error) {
      // Which permission is missing, that nobody let the bot speak, that there is no such sound.
      if (!(error instanceof VoiceError)) throw error;
      await event.reply(error.message);
    }
  }

  /** Moderators let the bot speak and send it back to the audience; what it plays waits meanwhile. */
  @On(VoiceClientUpdateEvent)
  changed({ voiceState, oldAttributes }: VoiceClientUpdateEvent, logger: Logger) {
    if (oldAttributes.suppress === undefined) return;
    logger.info(voiceState.suppress ? 'I am in the audience' : 'I may speak');
  }

  private async speak(guildId: string, channelId: string): Promise<string> {
    const voice = await this.group.voice.join(guildId, channelId);
    // In the audience this waits. Nothing of it is lost until the bot may speak.
    voice.play(this.lecture());
    // With the permission MuteMembers at once; without it the bot raises its hand, and a moderator has half a minute.
    if (voice.isStage) await voice.joinSpeakers({ request: true, timeoutMs: 30_000 });
    return 'Listen!';
  }

  private async obey(guildId: string, command: string, rest: string): Promise<string | undefined> {
    const voice = this.group.voice.get(guildId);
    if (command === 'sound') await voice?.playSoundboard(rest);
    if (command !== 'listen') return undefined;
    await voice?.joinAudience();
    return 'I am listening';
  }
}
