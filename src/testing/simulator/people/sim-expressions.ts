/** A guild's emojis, stickers and sounds as its owner sees them: uploaded, changed, removed. */
import { SimulatorMisuse } from '../misuse';
import {
  createEmoji,
  createSound,
  createSticker,
  deleteEmoji,
  deleteSound,
  deleteSticker,
  editEmoji,
  editSound,
  editSticker,
} from '../world/expressions';
import { type GuildRecord, type UserRecord } from '../world/records';
import { type World } from '../world/world';
import { type Made, PIXEL } from './handles';

export class SimExpressions {
  constructor(
    private readonly world: World,
    private readonly guild: GuildRecord,
  ) {}

  /** Ids of what there is. */
  get emojis(): readonly string[] {
    return [...this.guild.emojis.keys()];
  }

  get stickers(): readonly string[] {
    return [...this.guild.stickers.keys()];
  }

  get sounds(): readonly string[] {
    return [...this.guild.sounds.keys()];
  }

  async createEmoji(name: string): Promise<Made> {
    const draft = { name, roles: [], user: this.owner, animated: false, bytes: PIXEL };
    return this.told(createEmoji(this.world, this.guild, draft));
  }

  async editEmoji(emoji: Made, changes: { readonly name?: string; readonly roles?: readonly Made[] }): Promise<void> {
    const roles = changes.roles?.map(({ id }) => id);
    editEmoji(this.world, this.guild, must(this.guild.emojis, emoji), { name: changes.name, roles });
    await this.world.delivered();
  }

  async deleteEmoji(emoji: Made): Promise<void> {
    deleteEmoji(this.world, this.guild, must(this.guild.emojis, emoji));
    await this.world.delivered();
  }

  async createSticker(name: string): Promise<Made> {
    const draft = { name, description: null, tags: name, format: 1, user: this.owner, bytes: PIXEL } as const;
    return this.told(createSticker(this.world, this.guild, draft));
  }

  async editSticker(
    sticker: Made,
    changes: { readonly name?: string; readonly description?: string | null; readonly tags?: string },
  ): Promise<void> {
    editSticker(this.world, this.guild, must(this.guild.stickers, sticker), changes);
    await this.world.delivered();
  }

  async deleteSticker(sticker: Made): Promise<void> {
    deleteSticker(this.world, this.guild, must(this.guild.stickers, sticker));
    await this.world.delivered();
  }

  async createSound(name: string): Promise<Made> {
    const draft = { name, volume: 1, emojiId: null, emojiName: null, user: this.owner, bytes: Buffer.alloc(0) };
    return this.told(createSound(this.world, this.guild, draft));
  }

  async editSound(sound: Made, changes: { readonly name?: string; readonly volume?: number }): Promise<void> {
    editSound(this.world, this.guild, must(this.guild.sounds, sound), changes);
    await this.world.delivered();
  }

  async deleteSound(sound: Made): Promise<void> {
    deleteSound(this.world, this.guild, must(this.guild.sounds, sound));
    await this.world.delivered();
  }

  private get owner(): UserRecord {
    return must(this.world.users, { id: this.guild.ownerId });
  }

  private async told({ id }: Made): Promise<Made> {
    await this.world.delivered();
    return { id };
  }
}

function must<T>(known: ReadonlyMap<string, T>, { id }: Made): T {
  const found = known.get(id);
  if (found) return found;
  throw new SimulatorMisuse(`there is no ${id}; it may be gone`, 'what a create method returned.');
}
