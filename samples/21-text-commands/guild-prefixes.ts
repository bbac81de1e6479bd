/** Which prefix each server has chosen. A real bot would write it down somewhere. */
import { Injectable, type MessageCreateEvent, Prefixes } from 'corduroy';

@Injectable()
export class GuildPrefixes extends Prefixes {
  private readonly chosen = new Map<string, string>();

  override of({ guildId }: MessageCreateEvent): readonly string[] {
    return [this.chosen.get(guildId ?? '') ?? '!'];
  }

  choose(guildId: string, prefix: string): void {
    this.chosen.set(guildId, prefix);
  }
}
