/** A recorder: it comes to who asks, says what it does, and writes down what everybody says. */
import { basename } from 'node:path';
import { ClientGroup, Handler, Inject, MessageCreateEvent, On, type Recording, VoiceError } from 'corduroy';

@Handler()
export class Recorder {
  private readonly recordings = new Map<string, Recording>();

  constructor(
    private readonly group: ClientGroup,
    @Inject('recordings_folder') private readonly folder: string,
  ) {}

  @On(MessageCreateEvent, { needs: ['MessageContent'] })
  async command(event: MessageCreateEvent) {
    const { author, content, guildId } = event;
    if (!guildId || author.bot) return;
    try {
      if (content === 'record') await this.record(event, guildId);
      if (content === 'stop') await this.stop(guildId);
    } catch (error) {
      if (!(error instanceof VoiceError)) throw error;
      await event.reply(error.message);
    }
  }

  private async record(event: MessageCreateEvent, guildId: string): Promise<void> {
    const channelId = event.guild?.voiceStates.get(event.author.id)?.channelId;
    if (!channelId || this.recordings.has(guildId)) {
      await event.reply(channelId ? 'I am at it already.' : 'Whom? You are in no voice channel.');
      return;
    }
    const voice = await this.group.voice.join(guildId, channelId);
    // A file for everybody who speaks, whoever comes later included. Six hours are enough of anything.
    const recording = voice.record({ to: this.folder, maxMs: 6 * 3_600_000 });
    this.recordings.set(guildId, recording);
    // People have a right to know. In many countries they have to agree.
    await event.reply(`Recording <#${channelId}>. Say "stop" to end it.`);

    // However it ends: by a word, a limit, a full disk, or because the bot was thrown out.
    const { reason, error, files } = await recording.ended;
    this.recordings.delete(guildId);
    const list = files.map(({ userId, path = '', durationMs }) => {
      return `<@${userId}>: ${basename(path)}, ${(durationMs / 1_000).toFixed(1)} s`;
    });
    await event.reply([`Recorded (${error?.message ?? reason}):`, ...list].join('\n'));
    await voice.disconnect();
  }

  private async stop(guildId: string): Promise<void> {
    await this.recordings.get(guildId)?.stop();
  }
}
