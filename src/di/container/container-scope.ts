/**
 * The one door to tsyringe: values by token, in scopes that see the scopes above them.
 *
 * tsyringe alone would build whatever class it is asked for, look into its process-wide container, and keep what it has built.
 * Here it holds nothing but what the graph has put in, and a scope answers only for tokens that were put in.
 */
// tsyringe refuses to load before reflect-metadata.
import '../metadata/reflect';
import { container as processContainer, type DependencyContainer } from 'tsyringe';
import { type TokenKey } from '../metadata/tokens';

/** Values by token. A scope below sees this one's, also those that are put in later. */
export class ContainerScope {
  private readonly container: DependencyContainer;
  private readonly known = new Set<TokenKey>();
  private closed = false;

  /** @param parent the scope above; none for the hub's. */
  constructor(private readonly parent?: ContainerScope) {
    // A child even without a parent: the process's own container is shared by everything that uses tsyringe.
    this.container = (parent?.container ?? processContainer).createChildContainer();
  }

  /** Whether this scope or one above it has been closed. */
  get isClosed(): boolean {
    return this.closed || (this.parent?.isClosed ?? false);
  }

  /** Puts a value in. A token is put in once. */
  set(key: TokenKey, value: unknown): void {
    this.known.add(key);
    // As a factory, since tsyringe takes a registered `undefined` for a class.
    this.container.register<unknown>(key as never, { useFactory: () => value });
  }

  has(key: TokenKey): boolean {
    return this.known.has(key) || (this.parent?.has(key) ?? false);
  }

  /** The value; `undefined` when there is none. */
  get(key: TokenKey): unknown {
    return this.has(key) ? this.container.resolve<unknown>(key as never) : undefined;
  }

  /** The tokens of this scope and those above, nearest first. */
  *keys(): IterableIterator<TokenKey> {
    yield* this.known;
    if (this.parent) yield* this.parent.keys();
  }

  /** Forgets everything. The values themselves are left as they are. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.known.clear();
    this.container.reset();
    await this.container.dispose();
  }
}
