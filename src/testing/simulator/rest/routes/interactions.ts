/** The first answer to an interaction. https://discord.com/developers/docs/interactions/receiving-and-responding#create-interaction-response */
import { MessageFlags, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { type Acknowledgement, type InteractionRecord } from '../../world/interaction-record';
import { type MessageRecord } from '../../world/records';
import { renderMessage } from '../../world/render-message';
import { ApiError } from '../api-error';
import { type RestContext } from '../context';
import { anyObject, boolean, choice, integer, need, nullable, readForm } from '../form';
import { readChoices } from '../choices-form';
import { readModal } from '../modal-form';
import { isLoading, writeAnswer } from '../interaction-answer';
import { editByToken, TOKEN_EDIT } from '../message-edit';
import { noContent, ok, type RestAnswer, type Route } from '../router';

const COMMAND = 2;
const COMPONENT = 3;
const AUTOCOMPLETE = 4;

/** What a callback may be. https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
const MESSAGE = 4;
const DEFER_MESSAGE = 5;
const DEFER_UPDATE = 6;
const UPDATE = 7;
const CHOICES = 8;
const MODAL = 9;
const PREMIUM = 10;
const ACTIVITY = 12;

/** What an interaction of its kind may be answered with. */
function allowedTypes(interaction: InteractionRecord): number[] {
  if (interaction.kind === AUTOCOMPLETE) return [CHOICES];
  const isForm = interaction.kind !== COMMAND && interaction.kind !== COMPONENT;
  // Only applications with an activity, which have an entry point, can launch one.
  const hasActivity = [...interaction.application.commands.values()].some(({ draft }) => draft.type === 4);
  return [
    MESSAGE,
    DEFER_MESSAGE,
    ...(interaction.message ? [DEFER_UPDATE, UPDATE] : []),
    ...(isForm ? [] : [MODAL]),
    PREMIUM,
    ...(hasActivity ? [ACTIVITY] : []),
  ];
}

interface Outcome {
  readonly acknowledgement: Acknowledgement;
  /** What `with_response` tells beyond the interaction. */
  readonly resource?: object;
  readonly activityId?: string;
}

/** Takes the first answer, however it came. Throws as Discord answers what cannot be one. */
export function answerInteraction(context: RestContext): RestAnswer {
  const { with_response: withResponse } = context.query({ with_response: boolean });
  const interaction = openInteraction(context);
  const { type } = context.form({ type: need(choice(allowedTypes(interaction))) });
  const { data } = context.form({ data: nullable(anyObject) });
  const outcome = insideData(() => answer(context, interaction, type, data ?? {}));
  context.world.interactions.acknowledge(interaction, outcome.acknowledgement);
  if (withResponse !== true) return noContent();
  return ok({
    interaction: renderAnswered(interaction, outcome),
    ...(outcome.resource ? { resource: outcome.resource } : {}),
  });
}

/** What is wrong with an answer stands below `data`. */
function insideData(read: () => Outcome): Outcome {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ApiError) || !error.errors) throw error;
    throw new ApiError(error.status, error.code, error.message, { data: error.errors });
  }
}

/** The interaction of the path, if it still waits for its first answer. */
function openInteraction(context: RestContext): InteractionRecord {
  const interaction = context.world.interactions.byId(context.param('interaction_id'));
  const isMeant = interaction?.token === context.param('interaction_token');
  if (!isMeant || (interaction.acknowledgement === 'failed' && interaction.original === undefined)) {
    throw new ApiError(404, Codes.UnknownInteraction, 'Unknown interaction');
  }
  if (interaction.acknowledgement === 'none') return interaction;
  const told = 'Interaction has already been acknowledged.';
  throw new ApiError(400, Codes.InteractionHasAlreadyBeenAcknowledged, told);
}

function answer(context: RestContext, interaction: InteractionRecord, type: number, data: object): Outcome {
  switch (type) {
    case MESSAGE: {
      const message = writeAnswer(context, interaction, data);
      interaction.original = message;
      return { acknowledgement: 'replied', resource: resourceOf(context, MESSAGE, message) };
    }
    case DEFER_MESSAGE: {
      const { flags } = readForm(data, { flags: nullable(integer({ min: 0, max: 2_147_483_647 })) });
      interaction.original = writeAnswer(context, interaction, {}, { loading: flags ?? 0 });
      return { acknowledgement: 'deferred' };
    }
    case DEFER_UPDATE:
      interaction.original = interaction.message;
      return { acknowledgement: 'deferred-update' };
    case UPDATE:
      return update(context, interaction, data);
    case CHOICES:
      interaction.choices = readChoices(data, interaction.focusedType ?? 0);
      return { acknowledgement: 'choices' };
    case MODAL:
      interaction.modal = { interaction, submission: undefined, ...readModal(data) };
      return { acknowledgement: 'modal' };
    case ACTIVITY:
      return launch(context, interaction);
    default:
      return { acknowledgement: 'premium' };
  }
}

/** Changes the message whose component was used. An update that says nothing changes nothing. */
function update(context: RestContext, interaction: InteractionRecord, data: object): Outcome {
  const { message } = interaction;
  if (!message) return { acknowledgement: 'updated' };
  const form = readForm(data, TOKEN_EDIT);
  if (Object.keys(data).length > 0 || context.files.length > 0) editByToken(context, message, form);
  interaction.original = message;
  return { acknowledgement: 'updated', resource: resourceOf(context, UPDATE, message) };
}

function launch(context: RestContext, { application, channel, user }: InteractionRecord): Outcome {
  const launchId = context.world.ids.next();
  const place = channel.guildId === null ? `pc-${channel.id}` : `gc-${channel.guildId}-${channel.id}`;
  const instanceId = `i-${launchId}-${place}`;
  const activity = { instanceId, launchId, channelId: channel.id, guildId: channel.guildId, userIds: [user.id] };
  application.activities.set(instanceId, activity);
  const resource = { type: ACTIVITY, activity_instance: { id: instanceId } };
  return { acknowledgement: 'activity', activityId: instanceId, resource };
}

function resourceOf(context: RestContext, type: number, message: MessageRecord): object {
  return { type, message: renderMessage(context.world, message, message.author.id) };
}

function renderAnswered(interaction: InteractionRecord, { acknowledgement, activityId }: Outcome): object {
  const { original, channel, guild } = interaction;
  const isOwn = original !== undefined && original !== interaction.message;
  return {
    id: interaction.id,
    type: interaction.kind,
    ...(activityId === undefined ? {} : { activity_instance_id: activityId }),
    ...(original === undefined ? {} : { response_message_id: original.id }),
    ...(isOwn
      ? {
          response_message_loading: isLoading(original),
          response_message_ephemeral: (original.flags & MessageFlags.Ephemeral) !== 0,
        }
      : {}),
    ...(acknowledgement === 'choices' ? {} : { channel_id: channel.id, ...(guild ? { guild_id: guild.id } : {}) }),
  };
}

export const INTERACTION_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    template: '/interactions/{interaction_id}/{interaction_token}/callback',
    handler: answerInteraction,
    isOpen: true,
  },
];
