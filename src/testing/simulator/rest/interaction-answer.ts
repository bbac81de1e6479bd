/** Messages that answer interactions: the first one, and those that follow. */
import { MessageFlags, MessageType, PermissionFlagsBits } from 'discord-api-types/v10';
import { metadataOf } from '../world/interactions';
import { type InteractionRecord } from '../world/interaction-record';
import { createMessage, type MessageDraft } from '../world/messages';
import { armPoll } from '../world/polls';
import { type MessageRecord } from '../world/records';
import { type RestContext } from './context';
import { boolean, nullable, readForm } from './form';
import { readDraft, SETTABLE_FLAGS } from './message-draft';
import { TOKEN_EDIT } from './message-edit';

const ANSWER = { ...TOKEN_EDIT, tts: nullable(boolean) };

/** Flags that answers may set. */
const SETTABLE = SETTABLE_FLAGS | MessageFlags.Ephemeral;

const IN_GUILD = '0';
const CHAT_INPUT = 1;

export function isLoading(message: MessageRecord): boolean {
  return (message.flags & MessageFlags.Loading) !== 0;
}

/**
 * Writes the first answer. `loading`: the flags of one that is still thought about; of these only whether it is for one
 * person counts.
 */
export function writeAnswer(
  context: RestContext,
  interaction: InteractionRecord,
  data: object,
  { loading }: { loading?: number } = {},
): MessageRecord {
  const draft =
    loading === undefined
      ? readAnswer(context, interaction, data)
      : { flags: (loading & MessageFlags.Ephemeral) | MessageFlags.Loading };
  return write(context, interaction, { ...draft, ...firstOf(interaction) });
}

/** Writes another answer, below the first. */
export function writeFollowUp(context: RestContext, interaction: InteractionRecord, data: object): MessageRecord {
  const draft = readAnswer(context, interaction, data);
  const { original } = interaction;
  const message = write(context, interaction, { ...draft, ...(original ? replyingTo(original) : {}) }, original?.id);
  interaction.followUps.push(message);
  return message;
}

function readAnswer(context: RestContext, interaction: InteractionRecord, data: object): MessageDraft {
  const form = readForm(data, ANSWER);
  const draft = readDraft(context, interaction.channel.id, { ...form, sticker_ids: undefined }, { settable: SETTABLE });
  return { ...draft, tts: form.tts ?? false };
}

/** What kind of message the first answer is: below a command, or below the message whose component was used. */
function firstOf(interaction: InteractionRecord): MessageDraft {
  if (interaction.message) return replyingTo(interaction.message);
  const isTyped = (interaction.commandType ?? CHAT_INPUT) === CHAT_INPUT;
  return { type: isTyped ? MessageType.ChatInputCommand : MessageType.ContextMenuCommand };
}

function replyingTo(target: MessageRecord): MessageDraft {
  const { id, channel } = target;
  return {
    type: MessageType.Reply,
    reference: { type: 0, messageId: id, channelId: channel.id, guildId: channel.guildId },
  };
}

function write(
  context: RestContext,
  interaction: InteractionRecord,
  draft: MessageDraft,
  originalMessageId?: string,
): MessageRecord {
  const { world } = context;
  const { application, channel, user } = interaction;
  const flags = (draft.flags ?? 0) | (mustHide(context, interaction) ? MessageFlags.Ephemeral : 0);
  const message = createMessage(world, channel, application.bot.user, {
    ...draft,
    flags,
    webhook: { id: application.id, applicationId: application.id },
    interaction: { ...metadataOf(interaction), originalMessageId },
    visibleTo: flags & MessageFlags.Ephemeral ? user : undefined,
  });
  armPoll(world, message);
  return message;
}

/** Who may not bring applications of their own into a guild has them answer where nobody else sees it. */
function mustHide(context: RestContext, { owners, guild, channel, user }: InteractionRecord): boolean {
  if (!guild || owners[IN_GUILD] !== undefined) return false;
  return (context.world.permissionsIn(user.id, channel) & PermissionFlagsBits.UseExternalApps) === 0n;
}
