/** The handlers of one event: the plain ones, the defaults, and what overwrites the defaults. */
import { type Handler } from './handler';

export class Slot {
  private readonly plain: Handler[] = [];
  private readonly defaults: Handler[] = [];
  private readonly overwrites: Handler[] = [];

  get isEmpty(): boolean {
    return this.plain.length + this.defaults.length + this.overwrites.length === 0;
  }

  /** The overwriting handler that runs at present. */
  get overwrite(): Handler | undefined {
    return this.overwrites.at(-1);
  }

  /** A default that the author wrote. */
  get authoredDefault(): Handler | undefined {
    return this.defaults.find(({ isAuthored }) => isAuthored);
  }

  add(handler: Handler): void {
    this.listOf(handler).push(handler);
  }

  delete(handler: Handler): void {
    const list = this.listOf(handler);
    const index = list.indexOf(handler);
    if (index >= 0) list.splice(index, 1);
  }

  /** Who runs: plain handlers always, defaults only while nobody overwrites them, the last of those who do. */
  current(): Handler[] {
    const { overwrite } = this;
    return [...this.plain, ...(overwrite ? [overwrite] : this.defaults)];
  }

  /** Everybody, also those who do not run at present. */
  all(): Handler[] {
    return [...this.plain, ...this.defaults, ...this.overwrites];
  }

  private listOf(handler: Handler): Handler[] {
    if (handler.isDefault) return this.defaults;
    return handler.overwrite ? this.overwrites : this.plain;
  }
}
