/** Who asked for whom within a call, for messages. */
import { FrameworkError } from '../../errors';
import { type GraphNode } from '../modules/node';

/** Who asked for a node; the call itself has none. */
export interface Path {
  readonly node: GraphNode;
  readonly from: Path | undefined;
}

/** `Shop.buy -> Cart -> Prices`. @param call label of the call, where it has one */
export function chainOf(path: Path | undefined, call: string | undefined, last: string): string {
  const chain = [last];
  for (let step = path; step; step = step.from) chain.unshift(step.node.label);
  if (call !== undefined) chain.unshift(call);
  return chain.join(' -> ');
}

/** Only a factory or a constructor that asks the invocation itself can come here; what parameters say was checked at the start. */
export function needsItself(node: GraphNode, from: Path | undefined, call: string | undefined): FrameworkError {
  return new FrameworkError({
    code: 'DI_CYCLE',
    kind: 'injection',
    message: `${node.label} was asked for while it was being made: ${chainOf(from, call, node.label)}.`,
    advice: 'do not ask the invocation for it in its own constructor or factory.',
  });
}
