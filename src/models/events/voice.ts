/** Events of voice. https://discord.com/developers/docs/events/gateway-events#voice */
import { type GatewayVoiceServerUpdateDispatchData } from 'discord-api-types/v10';
import { type Guild } from '../entities/guild';
import { VoiceState } from '../entities/voice-state';
import { type GuildId } from '../ids';
import { guildOf } from '../relations';
import { PayloadView } from '../view';
import { dispatch } from './dispatch';

/** Someone joined, left or moved, or muted, deafened, began to stream … The event is the state as it is now. */
export class VoiceStateUpdateEvent extends dispatch('VOICE_STATE_UPDATE', VoiceState, ['GuildVoiceStates']) {}

/** Where the bot's voice connection to a guild goes: told on joining, and again whenever the server changes. */
export class VoiceServerUpdateEvent extends dispatch(
  'VOICE_SERVER_UPDATE',
  PayloadView<GatewayVoiceServerUpdateDispatchData>,
) {
  get guildId(): GuildId {
    return this.raw.guild_id;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.raw.guild_id);
  }

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
