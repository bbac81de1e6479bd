/** What is thrown when the bot may not speak on a stage, or play a sound. */
import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { type ChannelId, type GuildId, type PermissionName } from '../../models';
import { VoiceError, type VoiceErrorInit } from '../voice-error';

/** Where it happened. */
export interface StagePlace {
  readonly guildId: GuildId;
  readonly channelId: ChannelId | null;
}

/** What was to be done, as a message names it. */
export type StageDeed =
  'speak on the stage' | 'ask to speak' | 'ask to speak no more' | 'go to the audience' | 'play a sound';

const FORBIDDEN: ReadonlySet<number | undefined> = new Set([Codes.MissingPermissions, Codes.MissingAccess]);

type Told = Omit<VoiceErrorInit, 'context' | 'cause'>;

const make = (place: StagePlace, told: Told, cause?: unknown): VoiceError =>
  new VoiceError({ ...told, context: { ...place }, cause });

/** The code that Discord refused a request with; `undefined` when it was something else that failed. */
export function discordCodeOf(error: unknown): number | undefined {
  const code = (error as { readonly discordCode?: unknown } | null | undefined)?.discordCode;
  return typeof code === 'number' ? code : undefined;
}

export function isForbidden(error: unknown): boolean {
  return FORBIDDEN.has(discordCodeOf(error));
}

export function requestsMissing(place: StagePlace, deed: StageDeed): VoiceError {
  return make(place, {
    code: 'VOICE_REQUESTS_MISSING',
    kind: 'options',
    message: `The bot cannot ${deed}: its calls were made without the means to ask Discord over HTTP.`,
    advice: 'join by group.voice, which has them, or pass `requests` to VoiceClients.',
  });
}

export function noStage(place: StagePlace, deed: StageDeed, cause?: unknown): VoiceError {
  return make(
    place,
    {
      code: 'VOICE_NO_STAGE',
      kind: 'refused',
      message: `The bot cannot ${deed}: ${where(place)} is no stage.`,
      advice: 'speakers and audience are there on stages only; elsewhere whoever has the permission Speak is heard.',
    },
    cause,
  );
}

/** Permissions of the bot do not reach. */
export function mayNotSpeak(place: StagePlace, missing: readonly PermissionName[], cause: unknown): VoiceError {
  const advice = missing.includes('RequestToSpeak')
    ? 'give the bot one of these permissions in the channel: MuteMembers, to speak whenever it wants, or RequestToSpeak, to ask; or let a moderator of the stage invite it.'
    : 'give the bot the permission MuteMembers in the channel, or raise its hand and wait for a moderator: joinSpeakers({ request: true }).';
  return make(
    place,
    {
      code: 'VOICE_STAGE_SUPPRESSED',
      kind: 'refused',
      message: `The bot may not speak on the stage ${nameOf(place)}: it lacks ${missing.join(' and ')}.`,
      advice,
    },
    cause,
  );
}

/** Nobody let the bot speak. */
export function notInvited(place: StagePlace, why: string): VoiceError {
  return make(place, {
    code: 'VOICE_STAGE_SUPPRESSED',
    kind: 'timeout',
    message: `The bot may not speak on the stage ${nameOf(place)}: ${why}.`,
    advice:
      'ask a moderator of the stage to invite the bot, give it more time by timeoutMs, or give it the permission MuteMembers.',
    mayRetry: true,
  });
}

/** It was moved while it waited. */
export function wentElsewhere(place: StagePlace, channelId: ChannelId): VoiceError {
  return make(place, {
    code: 'VOICE_STAGE_SUPPRESSED',
    kind: 'refused',
    message: `The bot waited on the stage ${nameOf(place)}, and went to channel ${channelId} meanwhile.`,
    advice: 'look at where the bot is (voice.channelId), and try again there.',
    mayRetry: true,
  });
}

export function stageAborted(place: StagePlace, deed: StageDeed, cause: unknown): VoiceError {
  return make(
    place,
    {
      code: 'VOICE_ABORTED',
      kind: 'aborted',
      message: `The bot was about to ${deed} in ${where(place)}, when its signal aborted that.`,
      mayRetry: true,
    },
    cause,
  );
}

/** The call is over, or in no channel at the moment. */
export function nowhere(place: StagePlace, deed: StageDeed): VoiceError {
  return make(place, {
    code: 'VOICE_CLOSED',
    kind: 'ended',
    message: `The bot cannot ${deed}: it is in no channel of guild ${place.guildId}.`,
    advice: 'join first.',
  });
}

/** A refusal that has no name of its own, or a failure on the way. */
export function requestFailed(place: StagePlace, deed: StageDeed, cause: unknown): VoiceError {
  const { message, mayRetry } = (cause ?? {}) as { readonly message?: unknown; readonly mayRetry?: unknown };
  const isRefusal = discordCodeOf(cause) !== undefined;
  return make(
    place,
    {
      code: 'VOICE_REQUEST_FAILED',
      kind: isRefusal ? 'refused' : 'network',
      message: `The bot could not ${deed} in ${where(place)}: ${typeof message === 'string' ? firstLine(message) : 'the request failed'}`,
      advice: 'the cause has the request and what Discord answered.',
      mayRetry: mayRetry === true,
    },
    cause,
  );
}

/** Discord took it, and the bot's own state did not follow, or the request itself took too long. */
export function tooSlow(place: StagePlace, deed: StageDeed, waitedMs: number): VoiceError {
  return make(place, {
    code: 'VOICE_REQUEST_FAILED',
    kind: 'timeout',
    message: `The bot could not ${deed} in ${where(place)} within ${waitedMs} ms: Discord has not confirmed it.`,
    advice: 'try again, or give it more time by timeoutMs.',
    mayRetry: true,
  });
}

export function badLimit(timeoutMs: unknown): VoiceError {
  return new VoiceError({
    code: 'VOICE_INVALID_OPTIONS',
    kind: 'options',
    message: `timeoutMs is ${String(timeoutMs)}.`,
    advice: 'pass a number of milliseconds above 0.',
  });
}

export function where(place: StagePlace): string {
  return place.channelId === null ? `guild ${place.guildId}` : `channel ${nameOf(place)}`;
}

function nameOf({ guildId, channelId }: StagePlace): string {
  return `${channelId ?? '-'} of guild ${guildId}`;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
