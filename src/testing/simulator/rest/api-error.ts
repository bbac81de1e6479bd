/**
 * Errors as REST answers with them.
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
 */
import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';

/** An answer that is no success. Thrown by routes, written by the server. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly errors?: object,
  ) {
    super(message);
  }

  toBody(): object {
    return { message: this.message, code: this.code, ...(this.errors ? { errors: this.errors } : {}) };
  }
}

export const notFound = (): ApiError => new ApiError(404, 0, '404: Not Found');
export const methodNotAllowed = (): ApiError => new ApiError(405, 0, '405: Method Not Allowed');
export const unauthorized = (): ApiError => new ApiError(401, 0, '401: Unauthorized');
export const missingAccess = (): ApiError => new ApiError(403, Codes.MissingAccess, 'Missing Access');
export const missingPermissions = (): ApiError => new ApiError(403, Codes.MissingPermissions, 'Missing Permissions');

const UNKNOWN = {
  channel: [Codes.UnknownChannel, 'Unknown Channel'],
  guild: [Codes.UnknownGuild, 'Unknown Guild'],
  member: [Codes.UnknownMember, 'Unknown Member'],
  message: [Codes.UnknownMessage, 'Unknown Message'],
  overwrite: [Codes.UnknownPermissionOverwrite, 'Unknown Permission Overwrite'],
  role: [Codes.UnknownRole, 'Unknown Role'],
  user: [Codes.UnknownUser, 'Unknown User'],
  emoji: [Codes.UnknownEmoji, 'Unknown Emoji'],
  ban: [Codes.UnknownBan, 'Unknown Ban'],
  guildEmoji: [Codes.UnknownEmoji, 'Unknown Emoji'],
  sticker: [Codes.UnknownSticker, 'Unknown Sticker'],
  stickerPack: [Codes.UnknownStickerPack, 'Unknown Sticker Pack'],
  sound: [Codes.UnknownSound, 'Unknown sound'],
  integration: [Codes.UnknownIntegration, 'Unknown Integration'],
  scheduledEvent: [Codes.UnknownGuildScheduledEvent, 'Unknown Guild Scheduled Event'],
  template: [Codes.UnknownGuildTemplate, 'Unknown Guild Template'],
  webhook: [Codes.UnknownWebhook, 'Unknown Webhook'],
  invite: [Codes.UnknownInvite, 'Unknown Invite'],
  stage: [Codes.UnknownStageInstance, 'Unknown Stage Instance'],
  tag: [Codes.UnknownTag, 'Unknown Tag'],
  targetUsers: [Codes.UnknownInviteTargetUsers, 'Unknown Invite Target Users'],
  targetUsersJob: [Codes.UnknownInviteTargetUsersJob, 'Unknown Invite Target Users Job'],
  voiceState: [Codes.UnknownVoiceState, 'Unknown Voice State'],
  welcomeScreen: [Codes.UnknownGuildWelcomeScreen, 'Unknown Guild Welcome Screen'],
} as const;

/** What is asked for makes no sense for a channel of this type. */
export const wrongChannelType = (): ApiError =>
  new ApiError(400, Codes.CannotExecuteActionOnThisChannelType, 'Cannot execute action on this channel type');

/** Discord itself wrote the message. */
export const systemMessage = (): ApiError =>
  new ApiError(403, Codes.CannotExecuteActionOnSystemMessage, 'Cannot execute action on a system message');

/** Something that a request names does not exist. */
export function unknown(what: keyof typeof UNKNOWN): ApiError {
  const [code, message] = UNKNOWN[what];
  return new ApiError(what === 'emoji' ? 400 : 404, code, message);
}

/** One field of a form is wrong. */
export function invalidForm(path: readonly (string | number)[], code: string, message: string): ApiError {
  let errors: object = { _errors: [{ code, message }] };
  for (const key of [...path].reverse()) errors = { [key]: errors };
  return new ApiError(400, Codes.InvalidFormBodyOrContentType, 'Invalid Form Body', errors);
}
