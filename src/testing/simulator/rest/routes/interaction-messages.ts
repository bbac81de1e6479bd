/** What an application goes on to say with the token of an interaction. https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages */
import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { type InteractionRecord } from '../../world/interaction-record';
import { deleteMessage, isThere } from '../../world/messages';
import { type MessageRecord } from '../../world/records';
import { renderMessage } from '../../world/render-message';
import { ApiError, unknown } from '../api-error';
import { type RestContext } from '../context';
import { anyObject, boolean, FormErrors, snowflake } from '../form';
import { isLoading, writeFollowUp } from '../interaction-answer';
import { editByToken, TOKEN_EDIT } from '../message-edit';
import { noContent, ok, type RestAnswer, type Route } from '../router';

/** Where only the person installed the application, it does not go on without end. */
const MOST_OF_USER_APPS = 5;
const IN_GUILD = '0';

const QUERY = { thread_id: snowflake, with_components: boolean, wait: boolean };

/** Whether the path names an application, which writes by the tokens of interactions. */
export function hasInteractionToken(context: RestContext): boolean {
  return context.world.applications.has(context.param('webhook_id'));
}

/** The interaction of the token. Nothing follows before the first answer. */
function answered(context: RestContext): InteractionRecord {
  context.query(QUERY);
  const interaction = context.world.interactions.byToken(context.param('webhook_token'));
  if (interaction?.application.id !== context.param('webhook_id')) {
    throw new ApiError(401, Codes.InvalidWebhookToken, 'Invalid Webhook Token');
  }
  const { acknowledgement, original } = interaction;
  const isOver = acknowledgement === 'failed' && original === undefined;
  if (acknowledgement === 'none' || acknowledgement === 'choices' || isOver) throw unknown('webhook');
  return interaction;
}

function original(context: RestContext): { interaction: InteractionRecord; message: MessageRecord } {
  const interaction = answered(context);
  const message = interaction.original;
  if (!message || !isThere(context.world, message)) throw unknown('message');
  return { interaction, message };
}

/** A message of the interaction by its id. */
function own(context: RestContext): { interaction: InteractionRecord; message: MessageRecord } {
  const interaction = answered(context);
  const id = context.param('message_id');
  const message = [interaction.original, ...interaction.followUps].find((each) => each?.id === id);
  if (!message || !isThere(context.world, message)) throw unknown('message');
  return { interaction, message };
}

type Find = typeof own;

function show(context: RestContext, message: MessageRecord): RestAnswer {
  return ok(renderMessage(context.world, message, message.author.id));
}

const getting =
  (find: Find) =>
  (context: RestContext): RestAnswer =>
    show(context, find(context).message);

const updating =
  (find: Find) =>
  (context: RestContext): RestAnswer => {
    const { interaction, message } = find(context);
    editByToken(context, message, context.form(TOKEN_EDIT));
    context.world.interactions.settle(interaction, message);
    return show(context, message);
  };

const removing =
  (find: Find) =>
  (context: RestContext): RestAnswer => {
    const { interaction, message } = find(context);
    deleteMessage(context.world, message);
    context.world.interactions.settle(interaction, message);
    return noContent();
  };

export const getInteractionMessage = getting(own);
export const updateInteractionMessage = updating(own);
export const removeInteractionMessage = removing(own);

/** Another answer. The first one after a promise is what was promised. */
export function followUp(context: RestContext): RestAnswer {
  const interaction = answered(context);
  const { world } = context;
  const { original: first, followUps } = interaction;
  if (first && isLoading(first) && isThere(world, first)) {
    editByToken(context, first, context.form(TOKEN_EDIT));
    world.interactions.settle(interaction, first);
    return show(context, first);
  }
  if (interaction.owners[IN_GUILD] === undefined && followUps.length >= MOST_OF_USER_APPS) {
    const told = 'This interaction has reached the maximum number of follow-up messages';
    throw new ApiError(400, Codes.ThisInteractionHasHitTheMaximumNumberOfFollowUpMessages, told);
  }
  const message = writeFollowUp(context, interaction, bodyOf(context));
  world.interactions.settle(interaction, message);
  return show(context, message);
}

function bodyOf(context: RestContext): object {
  const errors = new FormErrors();
  const body = anyObject(context.body ?? {}, errors, []);
  errors.throwIfAny();
  return body ?? {};
}

const ORIGINAL = '/webhooks/{webhook_id}/{webhook_token}/messages/@original';

/** Webhooks have no first message. */
const ofInteraction =
  (handler: (context: RestContext) => RestAnswer) =>
  (context: RestContext): RestAnswer => {
    if (!hasInteractionToken(context)) throw unknown('webhook');
    return handler(context);
  };

export const INTERACTION_MESSAGE_ROUTES: readonly Route[] = [
  { method: 'GET', template: ORIGINAL, handler: ofInteraction(getting(original)), isOpen: true },
  { method: 'PATCH', template: ORIGINAL, handler: ofInteraction(updating(original)), isOpen: true },
  { method: 'DELETE', template: ORIGINAL, handler: ofInteraction(removing(original)), isOpen: true },
];
