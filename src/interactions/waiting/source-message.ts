/** The message that an interaction came from, as far as somebody may wait for clicks on it. */
import { type AnyContext } from '../context/any-context';

export interface SourceMessage {
  readonly id: string;
  readonly components?: unknown;
}

/** That of a click, or of a form that a component has shown; `undefined` for all others. */
export function sourceOf(of: AnyContext): SourceMessage | undefined {
  return (of.event.raw as { readonly message?: SourceMessage | null }).message ?? undefined;
}

/** Whether one of these components may be on it: it had one, or the interaction has changed it since. */
export function mayHangOnSource(of: AnyContext, customIds: readonly string[] | undefined): boolean {
  const { acknowledgement } = of;
  const { kind } = acknowledgement;
  if (!customIds || kind === 'updated' || (kind === 'deferred' && acknowledgement.as === 'update')) return true;
  return hasAny(sourceOf(of)?.components, customIds);
}

function hasAny(part: unknown, customIds: readonly string[]): boolean {
  if (Array.isArray(part)) return part.some((each) => hasAny(each, customIds));
  if (typeof part !== 'object' || part === null) return false;
  const { custom_id: id, components, accessory } = part as Partial<Record<string, unknown>>;
  return (
    (typeof id === 'string' && customIds.includes(id)) || hasAny(components, customIds) || hasAny(accessory, customIds)
  );
}
