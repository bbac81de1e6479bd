/** What the hub, and each group, is made of: the input of the graph. */
import { type Provider, type ReplacingProvider } from '../metadata/provider';
import { type Class, type InjectionToken } from '../metadata/tokens';

/** Something that a scope has of itself, such as a group's RestClient. Its maker starts and closes it. */
export interface BuiltIn {
  readonly token: InjectionToken;
  /** Names that mean the same: `client`. */
  readonly aliases?: readonly string[];
  /** The value, or a function that makes it when the scope is resolved. (A class is a value.) */
  readonly value: unknown;
  /** A default that the author's provider may replace. */
  readonly overridable?: boolean;
}

/** One scope: what was registered with the hub, or with a group. */
export interface ScopeSpec {
  /** `hub`, or the group's name. */
  readonly name: string;
  readonly modules: readonly Class[];
  readonly providers: readonly Provider[];
  readonly handlers: readonly Class[];
  /** What stands in the place of providers of the same tokens, whoever lists those. */
  readonly replace?: readonly ReplacingProvider[];
  readonly builtIns: readonly BuiltIn[];
}

/** The name under which the hub's scope goes. No group can have it. */
export const HUB = 'hub';

/** What a scope is called in messages. */
export function scopeLabel(name: string): string {
  return name === HUB ? 'the hub' : `group "${name}"`;
}
