/** Events of voice. https://discord.com/developers/docs/events/gateway-events#voice */
import { type GatewayVoiceServerUpdateDispatchData } from 'discord-api-types/v10';
import { VoiceState } from '../entities/voice-state';
import { dispatch } from './dispatch';
import { InGuild } from './places';

/** Someone joined, left or moved, or muted, deafened, began to stream … The event is the state as it is now. */
export class VoiceStateUpdateEvent extends dispatch('VOICE_STATE_UPDATE', VoiceState, ['GuildVoiceStates']) {}

/** Where the bot's voice connection to a guild goes: told on joining, and again whenever the server changes. */
export class VoiceServerUpdateEvent extends dispatch(
  'VOICE_SERVER_UPDATE',
  InGuild<GatewayVoiceServerUpdateDispatchData>,
) {
  /** Host of the voice server; `null` when the server went away and a new one is being found. */
  get endpoint(): string | null {
    return this.raw.endpoint;
  }

  /** Secret of this connection. It is never printed. */
  get token(): string {
    return this.raw.token;
  }

  protected override printable(): GatewayVoiceServerUpdateDispatchData {
    return { ...this.raw, token: '[token]' };
  }
}
