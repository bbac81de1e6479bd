/**
 * Webhook events of what the simulator does not play: lobbies, and direct messages while somebody plays. Each in the shape
 * that Discord documents. https://discord.com/developers/docs/events/webhook-events#social-sdk-message-objects
 */
import { SimulatorMisuse } from '../misuse';
import { type ApplicationRecord } from '../world/applications';
import { type UserRecord } from '../world/records';
import { renderUser } from '../world/render-user';
import { type World } from '../world/world';

interface Said {
  readonly id: string;
  readonly lobbyId: string;
  readonly channelId: string;
  readonly author: object;
  readonly timestamp: string;
  readonly application_id: string;
}

const BUILDERS: Readonly<Record<string, (said: Said) => object>> = {
  LOBBY_MESSAGE_CREATE: (said) => ({ ...lobbyMessage(said), application_id: said.application_id }),
  LOBBY_MESSAGE_UPDATE: (said) => ({
    ...lobbyMessage(said),
    timestamp: said.timestamp,
    edited_timestamp: said.timestamp,
  }),
  LOBBY_MESSAGE_DELETE: ({ id, lobbyId }) => ({ id, lobby_id: lobbyId }),
  GAME_DIRECT_MESSAGE_CREATE: (said) => ({ ...directMessage(said), application_id: said.application_id }),
  GAME_DIRECT_MESSAGE_UPDATE: ({ id, channelId, author }) => ({
    id,
    content: 'almost there',
    channel_id: channelId,
    author,
    recipient_id: channelId,
  }),
  GAME_DIRECT_MESSAGE_DELETE: (said) => ({ ...directMessage(said), flags: 0, components: [] }),
};

function lobbyMessage({ id, lobbyId, channelId, author }: Said): object {
  return { id, type: 0, content: 'who is in?', lobby_id: lobbyId, channel_id: channelId, author, flags: 0 };
}

function directMessage({ id, channelId, author, timestamp }: Said): object {
  return { id, type: 0, content: 'on my way', channel_id: channelId, author, timestamp, attachments: [] };
}

/** What an event of that type could tell. */
export function webhookEventData(world: World, application: ApplicationRecord, type: string): object {
  const build = BUILDERS[type];
  if (!build) {
    throw new SimulatorMisuse(
      `what ${type} tells cannot be made up`,
      `the data of the event; only these have some of their own: ${Object.keys(BUILDERS).join(', ')}.`,
    );
  }
  const next = (): string => world.ids.next();
  const id = next();
  return build({
    id,
    lobbyId: next(),
    channelId: next(),
    author: renderUser(somebody(world)),
    timestamp: world.timestamp(),
    application_id: application.id,
  });
}

function somebody(world: World): UserRecord {
  const newest = [...world.users.values()].findLast(({ bot }) => !bot);
  if (newest) return newest;
  throw new SimulatorMisuse('there is nobody who could have written', "discord.createUser('alice') first.");
}
