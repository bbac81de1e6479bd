/** How the bot goes to the speakers of a stage, to its audience, and to a soundboard. */
import { type GuildId } from '../../models';

/** For a moderator to answer a raised hand. */
export const DEFAULT_SPEAK_MS = 60_000;
/** For Discord to answer, and for the bot's state to follow. */
export const DEFAULT_STAGE_MS = 10_000;

export interface StageWaitOptions {
  /** How long it may take, in milliseconds. Default 10 000. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface SpeakOptions extends StageWaitOptions {
  /**
   * Raises the bot's hand when it lacks the permission MUTE_MEMBERS, and waits for somebody who lets it speak. Default
   * `false`: it is refused then.
   */
  readonly request?: boolean | undefined;
  /** How long it may take, in milliseconds. Default 10 000, with `request` 60 000. */
  readonly timeoutMs?: number | undefined;
}

export interface SoundOptions extends StageWaitOptions {
  /** The guild that the sound is of, where that is another one. Needs the permission USE_EXTERNAL_SOUNDS. */
  readonly sourceGuildId?: GuildId | undefined;
}
