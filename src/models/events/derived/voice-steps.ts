/** What two voice states of one user differ in: which of the four things happened, and which attributes are others. */
import { type APIVoiceState } from 'discord-api-types/v10';

/** An update comes before the leave or the move that the same payload tells. Nobody joins and is updated at once. */
export type VoiceStep = 'update' | 'join' | 'leave' | 'move';

/** Attributes that are compared, as views name them, with the payload's name and what a missing one means. */
const COMPARED = {
  deaf: ['deaf', undefined],
  mute: ['mute', undefined],
  selfDeaf: ['self_deaf', undefined],
  selfMute: ['self_mute', undefined],
  selfStream: ['self_stream', false],
  selfVideo: ['self_video', undefined],
  suppress: ['suppress', undefined],
  requestToSpeakTimestamp: ['request_to_speak_timestamp', null],
  sessionId: ['session_id', undefined],
} as const satisfies Readonly<Record<string, readonly [keyof APIVoiceState, false | null | undefined]>>;

/** Names of the attributes that an update tells of. */
export type VoiceAttribute = keyof typeof COMPARED;

const NAMES = Object.keys(COMPARED) as VoiceAttribute[];

/** The fields of the payload that are compared. */
export const COMPARED_VOICE_FIELDS: readonly string[] = NAMES.map((name) => COMPARED[name][0]);

/** Attributes that differ. A field that one of the two does not tell differs from nothing. */
export function changedVoiceAttributes(before: APIVoiceState, after: APIVoiceState): VoiceAttribute[] {
  return NAMES.filter((name) => {
    const [field, missing] = COMPARED[name];
    const was = before[field] ?? missing;
    const is = after[field] ?? missing;
    return was !== undefined && is !== undefined && was !== is;
  });
}

/**
 * What happened, in order.
 * @param before the state that was known; `undefined` of somebody who was nowhere
 * @param after with the channel `null` of somebody who left
 */
export function voiceSteps(before: APIVoiceState | undefined, after: APIVoiceState): VoiceStep[] {
  const isIn = typeof after.channel_id === 'string';
  if (before === undefined) return isIn ? ['join'] : [];
  const steps: VoiceStep[] = changedVoiceAttributes(before, after).length > 0 ? ['update'] : [];
  if (!isIn) steps.push('leave');
  else if (after.channel_id !== before.channel_id) steps.push('move');
  return steps;
}
