/** A music bot: it comes to who asks, and plays one track after the other. */
import { basename, join } from 'node:path';
import {
  ClientGroup,
  Effect,
  Handler,
  Inject,
  MessageCreateEvent,
  On,
  Source,
  type Track,
  VoiceError,
  VoiceTrackEndEvent,
  VoiceTrackStartEvent,
} from 'corduroy';

@Handler()
export class MusicBot {
  constructor(
    private readonly group: ClientGroup,
    @Inject('music_folder') private readonly folder: string,
  ) {}

  @On(MessageCreateEvent, { needs: ['MessageContent'] })
  async command(event: MessageCreateEvent) {
    const [, command, rest = ''] = /^!(\w+) *(.*)$/.exec(event.content) ?? [];
    if (!command || !event.guildId || event.author.bot) return;
    try {
      const answer =
        command === 'play' ? await this.play(event, rest) : await this.control(event.guildId, command, rest);
      if (answer) await event.reply(answer);
    } catch (error) {
      // A channel that is full or forbidden, an address that is none, a volume that cannot be: the error says what to try.
      if (!(error instanceof VoiceError)) throw error;
      await event.reply(error.message);
    }
  }

  /** The queue goes on by itself; this only tells. */
  @On(VoiceTrackStartEvent)
  async started({ track, call }: VoiceTrackStartEvent) {
    await tell(track, `Now playing ${track.label}, ${call.queue.size} to come`);
  }

  @On(VoiceTrackEndEvent)
  async ended({ track, end }: VoiceTrackEndEvent) {
    if (end.error) await tell(track, `${track.label} cannot be played: ${end.error.message}`);
  }

  private async play(event: MessageCreateEvent, what: string): Promise<string> {
    const { guildId, guild, author } = event;
    const channelId = guild?.voiceStates.get(author.id)?.channelId;
    if (!guildId || !channelId) return 'Where? You are in no voice channel.';
    // Joining the channel where the bot is already changes nothing; another one moves it.
    const { queue } = await this.group.voice.join(guildId, channelId);
    // Of a path only the last part counts: nobody reads other files through the bot.
    const source = /^https?:/i.test(what) ? Source.url(what) : Source.file(join(this.folder, basename(what)));
    // The message stays with the track: what becomes of it is told where it was asked for.
    const track = queue.add({ source, data: event });
    return queue.current === track ? `Coming: ${track.label}` : `${track.label} is number ${queue.size}`;
  }

  private async control(guildId: string, command: string, rest: string): Promise<string | undefined> {
    const voice = this.group.voice.get(guildId);
    if (!voice) return undefined;
    const { queue, player } = voice;
    switch (command) {
      case 'skip':
        return `Next: ${queue.skip()?.label ?? 'nothing'}`;
      case 'pause':
        player.current?.pause();
        return 'Paused';
      case 'resume':
        player.current?.resume();
        return 'Going on';
      case 'queue':
        return [queue.current, ...queue.tracks].map((track, place) => `${place}. ${track?.label ?? '-'}`).join('\n');
      case 'volume':
        player.setVolume(Number(rest) / 100);
        return `The volume is ${Math.round(player.volume * 100)} %`;
      case 'bass': {
        const effects = [Effect.bassBoost(Number(rest))];
        player.current?.setEffects(effects);
        return `The bass is louder by ${rest} dB`;
      }
      case 'crossfade':
        queue.setCrossfade(Number(rest) * 1_000);
        return `Tracks cross for ${rest} seconds`;
      case 'leave':
        await voice.disconnect();
        return 'Good night';
      default:
        return undefined;
    }
  }
}

async function tell({ data }: Track, text: string): Promise<void> {
  if (data instanceof MessageCreateEvent) await data.reply(text);
}
