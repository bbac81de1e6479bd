/** How commands of clients are read, and what becomes of those that cannot be. */
import { GatewayCloseCodes } from 'discord-api-types/v10';
import { type GuildRecord } from '../world/records';
import { type Connection } from './connection';
import { type Session } from './session';

/** A command that makes no sense ends the connection. */
export function refuse(connection: Connection): void {
  connection.close(GatewayCloseCodes.DecodeError, 'Error while decoding payload.');
}

export function asObject(value: unknown): Partial<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}

export function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

export function isInteger(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

/** The guild that a command names, if the session's shard has it. */
export function ownGuild(connection: Connection, session: Session, guildId: unknown): GuildRecord | undefined {
  if (typeof guildId !== 'string') return undefined;
  const guild = connection.hub.world.guilds.get(guildId);
  return guild?.members.has(session.bot.user.id) === true && session.covers(guild) ? guild : undefined;
}
