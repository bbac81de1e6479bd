/** The arguments of one group by name: what `addArgument` added, then what the container provides under a plain name. */
import { type InjectionToken, type Injector } from '../../di';
import { DispatchError } from '../dispatch-error';
import { type HandlerArguments } from './handler-arguments';

/** A value that is read at each call, so that replacing it reaches handlers that are compiled already. */
export interface ArgumentCell {
  value: unknown;
  /** What each call has of its own, and is asked for at each. */
  readonly perCall?: InjectionToken;
}

export class ArgumentPool {
  /** One object for all handlers and events. Names that exist are plain properties; its prototype refuses all others. */
  readonly bag: HandlerArguments;
  private readonly added = new Set<string>();
  private readonly cells = new Map<string, ArgumentCell>();
  private injector: Injector | undefined;

  constructor(private readonly group: string) {
    this.bag = Object.create(this.makeGuard()) as HandlerArguments;
  }

  /** Whether `addArgument` gave this name a value. */
  has(name: string): boolean {
    return this.added.has(name);
  }

  /** Adds or replaces an argument. It is seen by every handler, whenever that was added. */
  set(name: string, value: unknown): void {
    this.added.add(name);
    const cell = this.cells.get(name);
    if (cell) cell.value = value;
    else this.cells.set(name, { value });
    Object.defineProperty(this.bag, name, { value, enumerable: true, configurable: true });
  }

  /** Makes the container's plain names readable; names that were added come first. */
  attach(injector: Injector): void {
    this.injector = injector;
    for (const name of injector.names()) {
      if (this.added.has(name)) continue;
      Object.defineProperty(this.bag, name, {
        get: () => this.readProvided(name),
        enumerable: true,
        configurable: true,
      });
    }
  }

  /** The cell that a class handler reads an argument from. It stays the same when the value is replaced. */
  cell(name: string): ArgumentCell {
    let cell = this.cells.get(name);
    if (!cell) {
      cell = { value: this.injector?.tryGet(name) };
      this.cells.set(name, cell);
    }
    return cell;
  }

  /** Asks the container once; from then on the name is a plain property. */
  private readProvided(name: string): unknown {
    const value = this.cells.get(name)?.value ?? this.injector?.get(name);
    Object.defineProperty(this.bag, name, { value, enumerable: true, configurable: true });
    return value;
  }

  private makeGuard(): object {
    return new Proxy(
      {},
      {
        get: (target, name) => {
          // Await, JSON.stringify and printers ask every object for these.
          if (typeof name === 'symbol' || name === 'then' || name === 'toJSON' || name in target) {
            return Reflect.get(target, name) as unknown;
          }
          throw this.unknown(name);
        },
        set: () => false,
      },
    );
  }

  private unknown(name: string): DispatchError {
    const known = Object.keys(this.bag);
    return new DispatchError({
      code: 'DISPATCH_UNKNOWN_ARGUMENT',
      kind: 'argument',
      message: `There is no argument "${name}" in group "${this.group}". Known: ${known.join(', ') || 'none'}.`,
      advice: `check the spelling, or add it: dispatcher.addArgument('${name}', value).`,
      context: { argument: name, known, group: this.group },
    });
  }
}
