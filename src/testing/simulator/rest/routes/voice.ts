/** Routes of voice states, and of the regions that voice servers stand in. https://discord.com/developers/docs/resources/voice */
import { ChannelType, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { type ChannelRecord, type GuildRecord, type VoiceStateRecord } from '../../world/records';
import { renderVoiceState } from '../../world/render';
import { editVoiceState, placeOnStage } from '../../world/voice';
import { VOICE_REGIONS } from '../../world/voice-regions';
import { ApiError, invalidForm, unknown } from '../api-error';
import { type RestContext } from '../context';
import { boolean, nullable, snowflake, timestamp } from '../form';
import { noContent, ok, type RestAnswer, type Route } from '../router';

function stateOf(guild: GuildRecord, userId: string): VoiceStateRecord {
  const state = guild.voiceStates.get(userId);
  if (!state) throw unknown('voiceState');
  return state;
}

function get(context: RestContext, userId: string): RestAnswer {
  const guild = context.guild();
  const state = stateOf(guild, userId);
  const channel = guild.channels.get(state.channelId);
  // Nobody learns who is in a channel that they cannot see.
  if (!channel || (userId !== context.userId && !context.may(channel, 'ViewChannel'))) throw unknown('voiceState');
  return ok(renderVoiceState(guild, state, state.channelId));
}

/** The stage that a user stands on; what is edited here makes sense only there. */
function stageOf(guild: GuildRecord, state: VoiceStateRecord, channelId: string | null | undefined): ChannelRecord {
  const channel = guild.channels.get(channelId ?? state.channelId);
  if (!channel) throw unknown('channel');
  if (channel.type !== ChannelType.GuildStageVoice) {
    throw new ApiError(400, Codes.CannotExecuteActionOnThisChannelType, 'Cannot execute action on this channel type');
  }
  if (channel.id !== state.channelId) {
    throw invalidForm(['channel_id'], 'CHANNEL_ID_INVALID', 'The user is not in this channel.');
  }
  return channel;
}

function editOwn(context: RestContext): RestAnswer {
  const guild = context.guild();
  const state = stateOf(guild, context.userId);
  const form = context.form({
    channel_id: nullable(snowflake),
    suppress: nullable(boolean),
    request_to_speak_timestamp: nullable(timestamp),
  });
  const stage = stageOf(guild, state, form.channel_id);
  if (form.suppress === false && state.suppress) context.require(stage, 'MuteMembers');
  const asks = form.request_to_speak_timestamp;
  if (asks !== null && asks !== undefined) {
    context.require(stage, 'RequestToSpeak');
    if (Date.parse(asks) < context.nowMs) {
      throw invalidForm(['request_to_speak_timestamp'], 'DATE_TIME_TYPE_PAST', 'Must be now or in the future.');
    }
  }
  editVoiceState(context.world, guild, state, { suppress: form.suppress ?? undefined, requestToSpeakAt: asks });
  return noContent();
}

function edit(context: RestContext): RestAnswer {
  const guild = context.guild();
  const userId = context.param('user_id');
  const state = stateOf(guild, userId);
  const form = context.form({ channel_id: nullable(snowflake), suppress: nullable(boolean) });
  const stage = stageOf(guild, state, form.channel_id);
  context.require(stage, 'MuteMembers');
  const { suppress = null } = form;
  if (suppress !== null) placeOnStage(context.world, guild, state, suppress);
  return noContent();
}

function regions(): RestAnswer {
  return ok(VOICE_REGIONS);
}

const STATES = '/guilds/{guild_id}/voice-states';
const OWN = `${STATES}/@me`;
const STATE = `${STATES}/{user_id}`;

export const VOICE_ROUTES: readonly Route[] = [
  { method: 'GET', template: OWN, handler: (context) => get(context, context.userId) },
  { method: 'PATCH', template: OWN, handler: editOwn },
  { method: 'GET', template: STATE, handler: (context) => get(context, context.param('user_id')) },
  { method: 'PATCH', template: STATE, handler: edit },
  { method: 'GET', template: '/voice/regions', handler: regions },
];
