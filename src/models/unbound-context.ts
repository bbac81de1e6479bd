/** The context of a view that nobody bound: it can be read, but not acted on. */
import { FrameworkError } from '../errors';
import { noRelations, type ViewActions, type ViewContext } from './view-context';

function refuse(): never {
  throw new FrameworkError({
    code: 'VIEW_UNBOUND',
    kind: 'model',
    message: 'This view belongs to no client, so it can be read but not acted on.',
    advice:
      'take the view from an event or from a client’s answer, or call the client directly: client.messages.create(…).',
  });
}

const actions = Object.defineProperties(
  {},
  Object.fromEntries(
    (['messages', 'reactions', 'channels', 'users', 'members'] satisfies (keyof ViewActions)[]).map((name) => [
      name,
      { get: refuse },
    ]),
  ),
) as ViewActions;

export const unboundContext: ViewContext = Object.freeze({ actions, relations: noRelations });
