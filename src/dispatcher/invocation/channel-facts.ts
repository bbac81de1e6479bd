/** What guards ask of a channel. */
import { FrameworkError } from '../../errors';
import { type Channel, PermissionSet } from '../../models';

/**
 * What everybody may do in direct messages, where there is no guild that could allow more.
 * https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags
 */
export const DIRECT_PERMISSIONS = PermissionSet.of(
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'AddReactions',
  'MentionEveryone',
  'UseExternalEmojis',
  'UseExternalStickers',
  'UseApplicationCommands',
  'UseEmbeddedActivities',
  'UseExternalApps',
  'UseExternalSounds',
  'SendVoiceMessages',
  'SendPolls',
  'PinMessages',
  'Connect',
  'Speak',
  'Stream',
  'UseVAD',
);

/**
 * Whether a channel is for adults only; a thread is what its channel is.
 * @param isWhole whether the channel is the whole of it, so that what is missing is not so
 */
export function isForAdults(channel: Channel | undefined, isWhole: (channel: Channel) => boolean): boolean | undefined {
  return unlessForgotten(() => {
    if (!channel) return undefined;
    if (channel.isDM()) return false;
    const place = channel.isThread() ? channel.parent : channel;
    const { nsfw } = (place?.raw ?? {}) as { readonly nsfw?: boolean };
    return nsfw ?? (place && (place !== channel || isWhole(channel)) ? false : undefined);
  });
}

/** What is read, or `undefined` where it is not remembered. */
export function unlessForgotten<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    // The cache keeps no such thing, or not that field of it.
    if (error instanceof FrameworkError) return undefined;
    throw error;
  }
}
