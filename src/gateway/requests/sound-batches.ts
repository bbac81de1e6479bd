/** Gathers guilds whose sounds are asked for in the same turn of the event loop: one command can name many. */
import { type GuildId } from '../../models';

interface Batch<Outlet> {
  readonly outlet: Outlet;
  readonly guilds: { readonly guildId: GuildId; readonly nonce: string }[];
}

export class SoundBatches<Outlet> {
  private readonly batches = new Map<Outlet, Batch<Outlet>>();

  /** @param most how many guilds a command names. */
  constructor(
    private readonly most: number,
    private readonly send: (outlet: Outlet, guilds: Batch<Outlet>['guilds']) => void,
  ) {}

  add(outlet: Outlet, guildId: GuildId, nonce: string): void {
    let batch = this.batches.get(outlet);
    if (!batch) {
      batch = { outlet, guilds: [] };
      this.batches.set(outlet, batch);
      setImmediate(() => {
        this.flush(outlet);
      });
    }
    batch.guilds.push({ guildId, nonce });
  }

  private flush(outlet: Outlet): void {
    const guilds = this.batches.get(outlet)?.guilds ?? [];
    this.batches.delete(outlet);
    for (let at = 0; at < guilds.length; at += this.most) this.send(outlet, guilds.slice(at, at + this.most));
  }
}
