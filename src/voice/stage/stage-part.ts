/**
 * The bot's part on a stage, and at a soundboard.
 *
 * A stage has speakers and an audience, and who comes is in the audience: `suppress` in the voice state. Who has the permission
 * MUTE_MEMBERS may go to the speakers at any time, by a request over HTTP. Everybody else raises a hand, by a timestamp in the
 * voice state, and waits for such a person. Whether it came to pass is told by the own voice state alone, so every method here
 * ends with a state and not with the answer to its request; and what a bot lacks is found out by asking, because Discord's word
 * is the one that counts. A session that is begun anew comes into the audience again: who spoke before asks to go back.
 * https://discord.com/developers/docs/resources/voice#modify-current-user-voice-state
 */
import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { type ChannelId, type GuildId, type OwnVoiceStateEditBody, type PermissionName } from '../../models';
import { asError, type Clock, type Logger } from '../../util';
import { type OwnVoiceState } from '../link';
import { VoiceError } from '../voice-error';
import { withinDeadline } from './deadline';
import { type OwnStanding, standingOf } from './own-standing';
import { checkSound, soundError } from './sound-errors';
import * as refusals from './stage-errors';
import { type StageDeed } from './stage-errors';
import {
  DEFAULT_SPEAK_MS,
  DEFAULT_STAGE_MS,
  type SoundOptions,
  type SpeakOptions,
  type StageWaitOptions,
} from './stage-options';
import { UnheardWarning } from './unheard-warning';
import { type VoiceRequests } from './voice-requests';

/** A hand goes up a moment ahead, so that a slow request is not one in the past. */
const AHEAD_MS = 5_000;

export interface StagePartOptions {
  readonly guildId: GuildId;
  readonly requests: VoiceRequests | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Why the call is over, or about to be. */
  readonly ended: () => Error | undefined;
  readonly tell: (isSuppressed: boolean) => void;
}

interface Place {
  readonly guildId: GuildId;
  readonly channelId: ChannelId;
}

export class StagePart {
  private standing: OwnStanding | undefined;
  /** The last that was in a channel. */
  private before: OwnStanding | undefined;
  private told = false;
  private readonly waits = new Set<() => void>();
  /** How many wait for somebody who sees the raised hand. */
  private asking = 0;
  /** Whether the hand is up for their sake alone. */
  private isHandTheirs = false;
  private readonly warning: UnheardWarning;

  constructor(private readonly options: StagePartOptions) {
    this.warning = new UnheardWarning(options.clock, options.logger);
  }

  get isSuppressed(): boolean {
    return this.standing?.suppress === true;
  }

  get isHandRaised(): boolean {
    return this.standing?.isHandRaised === true;
  }

  /** `undefined` while nobody knows. */
  get isStage(): boolean | undefined {
    const { guildId, requests } = this.options;
    const { standing } = this;
    return standing ? requests?.isStage?.(guildId, standing.channelId) : undefined;
  }

  /** Takes in where the bot is. @returns the same, with `suppress` where audio has to wait. */
  hear(state: OwnVoiceState): OwnVoiceState {
    const { guildId, channelId, sessionId } = state;
    const { before, standing: last } = this;
    const standing = (this.standing = standingOf(state));
    if (standing) this.before = standing;
    const { isSuppressed, isStage } = this;
    const isAnew = last?.sessionId !== sessionId;
    if (isAnew && isSuppressed && before?.suppress === false && before.channelId === channelId) this.goBack();
    this.warning.watch(standing && isSuppressed ? { channelId: standing.channelId, isStage } : undefined);
    if (standing && isSuppressed !== this.told) {
      this.told = isSuppressed;
      this.options.tell(isSuppressed);
    }
    this.look();
    // Where a permission is missing rather than an invitation, nobody would let it go on.
    return { guildId, channelId, sessionId, suppress: isSuppressed && isStage !== false };
  }

  /** The call may be over. */
  look(): void {
    if (this.options.ended()) this.warning.forgo();
    for (const look of [...this.waits]) look();
  }

  async joinSpeakers(options: SpeakOptions): Promise<void> {
    const { request = false, timeoutMs = request ? DEFAULT_SPEAK_MS : DEFAULT_STAGE_MS } = options;
    const deed = 'speak on the stage';
    const place = this.onStage(deed);
    let isAsking = false;
    const late = (): Error =>
      isAsking
        ? refusals.notInvited(place, `nobody let it within ${timeoutMs} ms`)
        : refusals.tooSlow(place, deed, timeoutMs);
    await this.within(place, deed, { ...options, timeoutMs, late }, async (signal) => {
      if (this.standing?.suppress === false) return;
      try {
        await this.edit(place, deed, { suppress: false }, signal);
      } catch (error) {
        if (!refusals.isForbidden(error)) throw error;
        if (!request) throw refusals.mayNotSpeak(place, ['MuteMembers'], error);
        isAsking = true;
        await this.ask(place, signal);
        return;
      }
      await this.until(place, signal, () => !this.isSuppressed);
    });
  }

  async requestToSpeak(options: StageWaitOptions): Promise<void> {
    const deed = 'ask to speak';
    const place = this.onStage(deed);
    await this.within(place, deed, options, async (signal) => {
      this.isHandTheirs = false;
      if (!this.isSuppressed || this.isHandRaised) return;
      await this.raise(place, ['RequestToSpeak'], signal);
      await this.until(place, signal, () => !this.isSuppressed || this.isHandRaised);
    });
  }

  async cancelRequest(options: StageWaitOptions): Promise<void> {
    const deed = 'ask to speak no more';
    const place = this.onStage(deed);
    await this.within(place, deed, options, async (signal) => {
      if (!this.isHandRaised) return;
      await this.edit(place, deed, { requestToSpeakTimestamp: null }, signal);
      await this.until(place, signal, () => !this.isHandRaised);
    });
  }

  async joinAudience(options: StageWaitOptions): Promise<void> {
    const deed = 'go to the audience';
    const place = this.onStage(deed);
    await this.within(place, deed, options, async (signal) => {
      if (this.isSuppressed && !this.isHandRaised) return;
      // Whoever goes there on purpose knows that nobody hears it.
      this.warning.forgo();
      // A request of before would be a raised hand there.
      const body = { suppress: true, ...(this.standing?.hasRequest && { requestToSpeakTimestamp: null }) };
      await this.edit(place, deed, body, signal);
      await this.until(place, signal, () => this.standing?.suppress !== false && !this.isHandRaised);
    });
  }

  async playSoundboard(soundId: string, options: SoundOptions): Promise<void> {
    const { guildId } = this.options;
    const { sourceGuildId } = options;
    const deed = 'play a sound';
    const place = this.inChannel(deed);
    const requests = this.requests(place, deed);
    checkSound(soundId, sourceGuildId);
    const isForeign = sourceGuildId !== undefined && sourceGuildId !== guildId;
    const needs: PermissionName[] = ['Speak', 'UseSoundboard', ...(isForeign ? (['UseExternalSounds'] as const) : [])];
    await this.within(place, deed, options, async (signal) => {
      try {
        await requests.sendSoundboardSound(place.channelId, { soundId, sourceGuildId }, { signal });
      } catch (error) {
        const lacks = requests.lacking?.(guildId, place.channelId, needs) ?? [];
        const { standing, isStage } = this;
        throw soundError({ place, soundId, sourceGuildId, standing, isStage, needs, lacks }, error);
      }
    });
  }

  /** Raises a hand and waits for a moderator. A hand that went up for this alone, and brought nothing, goes down again. */
  private async ask(place: Place, signal: AbortSignal): Promise<void> {
    let wasUp = this.isHandRaised;
    this.asking += 1;
    try {
      if (!wasUp && !this.isHandTheirs) {
        this.isHandTheirs = true;
        await this.raise(place, ['MuteMembers', 'RequestToSpeak'], signal);
      }
      await this.until(place, signal, () => {
        if (!this.isSuppressed) return true;
        if (this.isHandRaised) wasUp = true;
        else if (wasUp) throw refusals.notInvited(place, 'its hand was taken down');
        return false;
      });
    } finally {
      this.asking -= 1;
      if (this.asking === 0 && this.isHandTheirs) {
        this.isHandTheirs = false;
        if (this.isSuppressed && (this.isHandRaised || !wasUp) && !this.options.ended()) this.lower(place);
      }
    }
  }

  private async raise(place: Place, missing: readonly PermissionName[], signal: AbortSignal): Promise<void> {
    const at = new Date(this.options.clock.wallMs() + AHEAD_MS).toISOString();
    try {
      await this.edit(place, 'ask to speak', { requestToSpeakTimestamp: at }, signal);
    } catch (error) {
      if (!refusals.isForbidden(error)) throw error;
      this.isHandTheirs = false;
      throw refusals.mayNotSpeak(place, missing, error);
    }
  }

  /** Nobody waits for it any more, and nobody is to be told when it fails. */
  private lower(place: Place): void {
    const body = { requestToSpeakTimestamp: null };
    const deed = 'ask to speak no more';
    this.within(place, deed, {}, (signal) => this.edit(place, deed, body, signal)).catch((error: unknown) => {
      this.options.logger.warn('a raised hand could not be taken down', { error: asError(error).message });
    });
  }

  /** The bot spoke before, and joined anew: not by the will of a moderator it is in the audience now. */
  private goBack(): void {
    const { logger, requests } = this.options;
    if (!requests || this.isStage === false) return;
    this.joinSpeakers({}).catch((error: unknown) => {
      logger.warn('the bot came back to a stage, and may not speak there any more', { error: asError(error).message });
    });
  }

  private edit(place: Place, deed: StageDeed, body: OwnVoiceStateEditBody, signal: AbortSignal): Promise<void> {
    const { guildId, channelId } = place;
    return this.requests(place, deed).editOwnVoiceState(guildId, { channelId, ...body }, { signal });
  }

  /** Waits for a state of which `isDone` says so; what that throws is what the wait rejects with. */
  private until(place: Place, signal: AbortSignal, isDone: () => boolean): Promise<void> {
    const { waits, options } = this;
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        waits.delete(look);
        signal.removeEventListener('abort', onAbort);
      };
      const fail = (error: unknown): void => {
        stop();
        reject(asError(error));
      };
      const onAbort = (): void => {
        fail(signal.reason);
      };
      const look = (): void => {
        const end = options.ended();
        const { standing } = this;
        try {
          if (end) throw end;
          // A call that is joined anew is nowhere for a moment.
          if (!standing) return;
          if (standing.channelId !== place.channelId) throw refusals.wentElsewhere(place, standing.channelId);
          if (!isDone()) return;
          stop();
          resolve();
        } catch (error) {
          fail(error);
        }
      };
      waits.add(look);
      signal.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) onAbort();
      else look();
    });
  }

  private within(
    place: Place,
    deed: StageDeed,
    options: StageWaitOptions & { readonly late?: () => Error },
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const { clock } = this.options;
    const { signal, timeoutMs: limitMs = DEFAULT_STAGE_MS } = options;
    const late = options.late ?? ((): Error => refusals.tooSlow(place, deed, limitMs));
    const aborted = (reason: unknown): Error => refusals.stageAborted(place, deed, reason);
    const failed = (error: unknown): Error => this.named(place, deed, error);
    return withinDeadline({ clock, limitMs, signal, late, aborted, failed }, work);
  }

  private named(place: Place, deed: StageDeed, error: unknown): Error {
    if (error instanceof VoiceError) return error;
    if (refusals.discordCodeOf(error) === Codes.CannotExecuteActionOnThisChannelType) {
      return refusals.noStage(place, deed, error);
    }
    return this.options.ended() ?? refusals.requestFailed(place, deed, error);
  }

  private requests(place: Place, deed: StageDeed): VoiceRequests {
    const { requests } = this.options;
    if (!requests) throw refusals.requestsMissing(place, deed);
    return requests;
  }

  private onStage(deed: StageDeed): Place {
    const place = this.inChannel(deed);
    this.requests(place, deed);
    if (this.isStage === false) throw refusals.noStage(place, deed);
    return place;
  }

  private inChannel(deed: StageDeed): Place {
    const end = this.options.ended();
    if (end) throw end;
    const { guildId } = this.options;
    if (!this.standing) throw refusals.nowhere({ guildId, channelId: null }, deed);
    return { guildId, channelId: this.standing.channelId };
  }
}
