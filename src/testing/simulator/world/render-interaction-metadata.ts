/** What a message tells of the interaction that it came of. https://discord.com/developers/docs/resources/message#message-interaction-metadata-object */
import { type InteractionMetadata } from './interaction-record';
import { renderUser } from './render-user';

const COMMAND = 2;

/** The fields of a message; `interaction`, which is deprecated, Discord sends for commands all the same. */
export function renderMetadata(metadata: InteractionMetadata): object {
  const { id, kind, commandName, user } = metadata;
  return {
    interaction_metadata: render(metadata),
    ...(kind === COMMAND && commandName !== undefined
      ? { interaction: { id, type: kind, name: commandName, user: renderUser(user) } }
      : {}),
  };
}

function render(metadata: InteractionMetadata): object {
  const { id, kind, user, owners, targetUser, targetMessageId, interactedMessageId, originalMessageId, triggering } =
    metadata;
  return {
    id,
    type: kind,
    user: renderUser(user),
    authorizing_integration_owners: owners,
    ...(originalMessageId === undefined ? {} : { original_response_message_id: originalMessageId }),
    ...(targetUser === undefined ? {} : { target_user: renderUser(targetUser) }),
    ...(targetMessageId === undefined ? {} : { target_message_id: targetMessageId }),
    ...(interactedMessageId === undefined ? {} : { interacted_message_id: interactedMessageId }),
    ...(triggering === undefined ? {} : { triggering_interaction_metadata: render(triggering) }),
  };
}
