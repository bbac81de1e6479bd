/** `@Module`: handlers and providers that belong together. */
import { rawModules } from '../metadata/lists';
import { captureSpot, placeAt } from '../metadata/place';
import { type Class } from '../metadata/tokens';
import { type Provider } from '../metadata/provider';
import { type Usable } from '../metadata/usables';

/** What a module is made of. */
export interface ModuleOptions {
  /** Modules whose providers this one uses. A module that is imported twice is still one. */
  readonly imports?: readonly Class[];
  readonly handlers?: readonly Class[];
  readonly providers?: readonly Provider[];
  /** What stands before and around every method of this module's own handlers: guards and interceptors. */
  readonly use?: readonly Usable[];
}

/** Names a module. Where it is registered decides how long its providers live: with the hub, or with each group. */
export function Module(options: ModuleOptions = {}): (type: Class) => void {
  const spot = captureSpot(Module);
  return (type) => {
    const { imports = [], handlers = [], providers = [], use = [] } = options;
    rawModules.add(type, { place: placeAt(spot, type.name), imports, handlers, providers, use });
  };
}
