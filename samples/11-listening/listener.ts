/** A bot that listens: it comes to who asks, and tells who spoke for how long, and how loud. */
import { ClientGroup, Handler, MessageCreateEvent, On, type VoiceClient, VoiceError } from 'corduroy';

interface Spoken {
  ms: number;
  /** The largest sample, of 32 767. */
  peak: number;
}

@Handler()
export class Listener {
  /** By call, then by user. */
  private readonly spoken = new Map<VoiceClient, Map<string, Spoken>>();

  constructor(private readonly group: ClientGroup) {}

  @On(MessageCreateEvent, { needs: ['MessageContent'] })
  async command(event: MessageCreateEvent) {
    if (!event.guildId || event.author.bot) return;
    if (event.content === '!listen') await event.reply(await this.join(event, event.guildId));
    if (event.content === '!who') await event.reply(this.report(event.guildId));
  }

  private async join({ guild, author }: MessageCreateEvent, guildId: string): Promise<string> {
    const channelId = guild?.voiceStates.get(author.id)?.channelId;
    if (!channelId) return 'Where? You are in no voice channel.';
    try {
      const voice = await this.group.voice.join(guildId, channelId);
      if (!this.spoken.has(voice)) this.listenToAll(voice);
      return `I am all ears in <#${channelId}>`;
    } catch (error) {
      if (error instanceof VoiceError) return error.message;
      throw error;
    }
  }

  private listenToAll(voice: VoiceClient): void {
    const spoken = new Map<string, Spoken>();
    this.spoken.set(voice, spoken);
    const listen = (userId: string) => {
      // A stream outlives its user's leaving: who comes back is heard in the same one.
      if (!spoken.has(userId)) void this.listenTo(voice, userId, spoken);
    };
    voice.on('usersJoined', (userIds) => {
      userIds.forEach(listen);
    });
    voice.userIds.forEach(listen);
    void voice.ended.then(() => this.spoken.delete(voice));
  }

  private async listenTo(voice: VoiceClient, userId: string, spoken: Map<string, Spoken>): Promise<void> {
    const sum = { ms: 0, peak: 0 };
    spoken.set(userId, sum);
    for await (const { pcm, durationMs, isLost } of voice.listen(userId, { as: 'pcm' })) {
      // What was lost is concealed, which is good for ears; here only what was said counts.
      if (isLost) continue;
      sum.ms += durationMs;
      for (let at = 0; at < pcm.length; at += 2) sum.peak = Math.max(sum.peak, Math.abs(pcm.readInt16LE(at)));
    }
  }

  private report(guildId: string): string {
    const voice = this.group.voice.get(guildId);
    const spoken = [...((voice && this.spoken.get(voice)) ?? [])].filter(([, { ms }]) => ms > 0);
    const lines = spoken.map(([userId, { ms, peak }]) => {
      const decibels = Math.round(20 * Math.log10(peak / 32_767));
      const now = voice?.talking.has(userId) ? 'is speaking' : 'is silent';
      return `<@${userId}> ${now}, and spoke for ${(ms / 1_000).toFixed(1)} s, at most ${decibels} dB`;
    });
    return lines.join('\n') || 'Nobody has said anything';
  }
}
