/** Opcode 3: what the bot shows as its status. https://discord.com/developers/docs/events/gateway-events#update-presence */
import {
  type GatewayActivityUpdateData,
  type GatewayPresenceUpdateData,
  type PresenceUpdateStatus,
} from 'discord-api-types/v10';
import { Opcode } from '../protocol/opcodes';
import { type GatewayCommand } from './command';

/** A presence. What is left out: online, no activities, not idle, not afk. */
export interface GatewayPresence {
  readonly status?: `${PresenceUpdateStatus}` | undefined;
  readonly activities?: readonly GatewayActivityUpdateData[] | undefined;
  /** Since when the bot is idle, in milliseconds since 1970; `null` when it is not. */
  readonly since?: number | null | undefined;
  readonly afk?: boolean | undefined;
}

/** The presence as it goes out, in IDENTIFY and in the command. */
export function presencePayload(presence: GatewayPresence): GatewayPresenceUpdateData {
  return {
    since: presence.since ?? null,
    activities: [...(presence.activities ?? [])],
    status: (presence.status ?? 'online') as unknown as PresenceUpdateStatus,
    afk: presence.afk ?? false,
  };
}

export function updatePresenceCommand(presence: GatewayPresence): GatewayCommand {
  return { op: Opcode.presenceUpdate, d: presencePayload(presence) };
}
