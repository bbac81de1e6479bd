/** Why a sound could not be played, from what Discord answered and what the bot's own voice state says. */
import { inspect } from 'node:util';
import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { type PermissionName } from '../../models';
import { VoiceError, type VoiceErrorInit } from '../voice-error';
import { type OwnStanding } from './own-standing';
import { discordCodeOf, isForbidden, requestFailed, type StagePlace, where } from './stage-errors';

const ID = /^[1-9]\d{0,19}$/;

/** @throws {VoiceError} VOICE_INVALID_OPTIONS. */
export function checkSound(soundId: unknown, sourceGuildId: unknown): void {
  const wrong = isId(soundId)
    ? sourceGuildId === undefined || isId(sourceGuildId)
      ? undefined
      : `\`sourceGuildId\` is ${inspect(sourceGuildId, { depth: 0 })}`
    : `its id is ${inspect(soundId, { depth: 0 })}`;
  if (wrong === undefined) return;
  throw new VoiceError({
    code: 'VOICE_INVALID_OPTIONS',
    kind: 'options',
    message: `A sound of a soundboard was to be played, but ${wrong}.`,
    advice: 'pass ids as the strings that Discord sent; guild.soundboardSounds.fetch() lists the sounds of a guild.',
  });
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && ID.test(value);
}

/** What was to be played, and by whom. */
export interface RefusedSound {
  readonly place: StagePlace;
  readonly soundId: string;
  readonly sourceGuildId: string | undefined;
  readonly standing: OwnStanding | undefined;
  readonly isStage: boolean | undefined;
  /** Permissions that a sound like this needs. */
  readonly needs: readonly PermissionName[];
  /** Those that are known to be missing. */
  readonly lacks: readonly PermissionName[];
}

const UNKNOWN: ReadonlySet<number | undefined> = new Set([Codes.UnknownSound, Codes.UnknownGuild]);
const SILENCED: number = Codes.CannotSendVoiceEffectWhenUserIsServerMutedDeafenedOrSuppressed;

export function soundError(sound: RefusedSound, cause: unknown): VoiceError {
  const code = discordCodeOf(cause);
  const { place } = sound;
  const told = isForbidden(cause)
    ? tellForbidden(sound)
    : UNKNOWN.has(code)
      ? tellUnknown(sound)
      : code === SILENCED
        ? tellSilenced(sound)
        : undefined;
  return told ? new VoiceError({ ...told, context: { ...place }, cause }) : requestFailed(place, 'play a sound', cause);
}

function tellUnknown({ soundId, sourceGuildId }: RefusedSound): VoiceErrorInit {
  return {
    code: 'VOICE_UNKNOWN_SOUND',
    kind: 'refused',
    message: `There is no sound ${soundId}${sourceGuildId === undefined ? '' : ` of guild ${sourceGuildId}`} that the bot could play.`,
    advice:
      'guild.soundboardSounds.fetch() lists the sounds of a guild, and client.soundboard.listDefaults() those of all; a sound of another guild needs sourceGuildId, and the bot has to be in that guild.',
  };
}

/** Discord has one code for all of it. */
function tellSilenced({ place, standing, isStage }: RefusedSound): VoiceErrorInit {
  const told = { kind: 'refused' } as const;
  if (standing?.suppress === true && isStage !== false) {
    return {
      ...told,
      code: 'VOICE_STAGE_SUPPRESSED',
      message: `The bot may play no sound in ${where(place)}: it is in the audience.`,
      advice: 'voice.joinSpeakers() first.',
    };
  }
  if (standing?.isDeafened === true) {
    return {
      ...told,
      code: 'VOICE_DEAFENED',
      message: `The bot may play no sound in ${where(place)}: it is deaf.`,
      advice: 'join with selfDeaf: false, or let whoever deafened the bot undo it.',
    };
  }
  return {
    ...told,
    code: 'VOICE_MUTED',
    message: `The bot may play no sound in ${where(place)}: it is muted.`,
    advice: 'let whoever muted the bot undo it; muting oneself (selfMute) does not matter.',
  };
}

function tellForbidden({ place, needs, lacks }: RefusedSound): VoiceErrorInit {
  const missing = lacks.length > 0 ? `it lacks ${lacks.join(' and ')}` : `it needs ${needs.join(', ')}`;
  return {
    code: 'VOICE_NO_PERMISSION',
    kind: 'refused',
    message: `The bot may not play this sound in ${where(place)}: ${missing}.`,
    advice: 'let an administrator give these permissions to the bot, in the channel or by a role.',
  };
}
