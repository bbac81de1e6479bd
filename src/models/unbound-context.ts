/** The context of a view that nobody bound: it can be read, but not acted on. */
import { FrameworkError } from '../errors';
import { type ViewActions } from './actions/view-actions';
import { noRelations, type ViewContext, type ViewRequests } from './view-context';

function refuse(): never {
  throw new FrameworkError({
    code: 'VIEW_UNBOUND',
    kind: 'model',
    message: 'This view belongs to no client, so it can be read but not acted on.',
    advice:
      'take the view from an event, from a client’s answer or from group.cache, or bind it: view.as(group).reply(…).',
  });
}

/** Whatever it is asked for, there is nothing: so it cannot forget what the port has. */
const actions = new Proxy({} as ViewActions, {
  get: (_none, name) => (typeof name === 'string' ? refuse() : undefined),
});

/** Requests of a program without a gateway. */
export const noRequests: ViewRequests = {
  guildMembers: refuseRequest,
  guildMemberChunks: async function* refused() {
    yield await refuseRequest();
  },
  soundboardSounds: refuseRequest,
  channelInfo: refuseRequest,
};

function refuseRequest(): Promise<never> {
  const error = new FrameworkError({
    code: 'VIEW_WITHOUT_GATEWAY',
    kind: 'model',
    message: 'This can only be asked through the gateway, and this view belongs to no client that has one.',
    advice: 'take the view from a client group, or ask by REST: client.members.list(…), client.soundboard.list(…).',
  });
  return Promise.reject(error);
}

export const unboundContext: ViewContext = Object.freeze({ actions, relations: noRelations, requests: noRequests });
