/**
 * A bot's gateway in the form in which @discordjs/voice takes one: `joinVoiceChannel({ adapterCreator: toDiscordjsAdapter(group,
 * guildId), … })`. The library joins, moves and leaves by opcode 4 through it, and is told of the bot's own states and of the
 * voice servers of the guild.
 */
import {
  type GatewayVoiceServerUpdateDispatchData,
  type GatewayVoiceStateUpdateDispatchData,
} from 'discord-api-types/v10';
import { type GuildId, intentBits, VoiceClientShutdownEvent } from '../models';
import { asError, Logger } from '../util';
import { VoiceError } from '../voice';
import { type ClientGroup } from './client-group';
import { holdCall } from './foreign-calls';

/** What the library wants to be told. */
export interface DiscordjsVoiceMethods {
  onVoiceServerUpdate(data: GatewayVoiceServerUpdateDispatchData): void;
  onVoiceStateUpdate(data: GatewayVoiceStateUpdateDispatchData): void;
  /** The gateway is gone. */
  destroy(): void;
}

/** What the library is given. */
export interface DiscordjsVoiceAdapter {
  /** @returns `false` of what certainly cannot be sent */
  // The library declares it so.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  sendPayload(payload: any): boolean;
  destroy(): void;
}

/** @throws VoiceError VOICE_INTENT_MISSING when the running session is not told of voice states */
export function toDiscordjsAdapter(
  group: ClientGroup,
  guildId: GuildId,
): (methods: DiscordjsVoiceMethods) => DiscordjsVoiceAdapter {
  assertHearsStates(group, guildId);
  return (methods) => {
    const { dispatcher } = group;
    const ends: Disposable[] = [
      holdCall(group, guildId),
      dispatcher.observe(['VOICE_STATE_UPDATE', 'VOICE_SERVER_UPDATE'], ({ t, d }) => {
        if ((d as { guild_id?: unknown } | null)?.guild_id !== guildId) return;
        if (t === 'VOICE_SERVER_UPDATE') methods.onVoiceServerUpdate(d as GatewayVoiceServerUpdateDispatchData);
        else if ((d as GatewayVoiceStateUpdateDispatchData).user_id === group.ownId)
          methods.onVoiceStateUpdate(d as GatewayVoiceStateUpdateDispatchData);
      }),
      dispatcher.addHandler(
        VoiceClientShutdownEvent,
        () => {
          methods.destroy();
        },
        { label: `the adapter of @discordjs/voice for guild ${guildId}` },
      ),
    ];
    return {
      sendPayload: (payload: unknown) => sendPayload(group, payload),
      destroy: () => {
        for (const end of ends.splice(0)) end[Symbol.dispose]();
      },
    };
  };
}

interface VoiceCommand {
  readonly op: 4;
  readonly d: {
    readonly guild_id: string;
    readonly channel_id: string | null;
    readonly self_mute: boolean;
    readonly self_deaf: boolean;
  };
}

/** The answer is wanted at once, and sending takes a while: what fails later is told by the log, and to the library by silence. */
function sendPayload(group: ClientGroup, payload: unknown): boolean {
  if (!isVoiceCommand(payload) || group.state === 'stopped') return false;
  const { guild_id: guildId, channel_id: channelId, self_mute: selfMute, self_deaf: selfDeaf } = payload.d;
  try {
    const shard = group.gatewayFor(guildId);
    if (shard.sessionId === undefined) return false;
    shard.changeVoiceState(guildId, channelId, { selfMute, selfDeaf }).catch((error: unknown) => {
      group.injector
        .get(Logger)
        .warn(`a change of voice in guild ${guildId} was not sent`, { error: asError(error).message });
    });
    return true;
  } catch {
    return false;
  }
}

function isVoiceCommand(payload: unknown): payload is VoiceCommand {
  const { op, d } = (payload ?? {}) as { readonly op?: unknown; readonly d?: unknown };
  return op === 4 && typeof d === 'object' && d !== null;
}

function assertHearsStates(group: ClientGroup, guildId: GuildId): void {
  if (group.state === 'idle' || (group.gateway.intents & intentBits(['GuildVoiceStates'])) !== 0) return;
  throw new VoiceError({
    code: 'VOICE_INTENT_MISSING',
    kind: 'refused',
    message: `@discordjs/voice cannot join through group "${group.name}": its session lacks the intent GuildVoiceStates, so the library would wait for ever.`,
    advice: "declare it before the start: intents: { add: ['GuildVoiceStates'] } in the group's options.",
    context: { group: group.name, guildId },
  });
}
