/** A builder of a valid payload for each of the 79 dispatches. */
import { type Builders } from './builder';
import { CHANNEL_BUILDERS } from './channels';
import { type DispatchName } from './dispatch-types';
import { EXPRESSION_BUILDERS } from './expressions';
import { GUILD_BUILDERS } from './guild';
import { MEMBER_BUILDERS } from './members';
import { MESSAGE_BUILDERS } from './messages';
import { SESSION_BUILDERS } from './session';
import { VOICE_BUILDERS } from './voice';

export const BUILDERS: Builders<DispatchName> = {
  ...SESSION_BUILDERS,
  ...GUILD_BUILDERS,
  ...CHANNEL_BUILDERS,
  ...MEMBER_BUILDERS,
  ...MESSAGE_BUILDERS,
  ...EXPRESSION_BUILDERS,
  ...VOICE_BUILDERS,
};
