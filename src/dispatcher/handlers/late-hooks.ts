/** What is said of a handler class that comes after the start, when its group has been made. */
import { type Class } from '../../di';
import { listed } from '../limits/in-words';

const HOOKS = ['onInit', 'onReady', 'onShutdown'] as const;

/** Which of the hooks that its author relies on nobody calls; `undefined` when it has none. */
export function lateHooks(type: Class, instance: object): string | undefined {
  const hooks: string[] = HOOKS.filter((name) => name in instance).map((name) => `${name}()`);
  if (Symbol.dispose in instance || Symbol.asyncDispose in instance) hooks.push('dispose method');
  if (hooks.length === 0) return undefined;
  return `${type.name} was added after the start: nobody calls its ${listed(hooks, 'and')}.`;
}
