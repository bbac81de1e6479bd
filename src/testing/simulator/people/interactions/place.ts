/** Where a person uses an application, and whether it is there to be used. */
import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { SimulatorMisuse } from '../../misuse';
import { type ApplicationRecord } from '../../world/applications';
import { type Owners } from '../../world/interaction-record';
import { type ChannelRecord, type GuildRecord, type MemberRecord, type UserRecord } from '../../world/records';
import { shareGuild } from '../../world/users';
import { type World } from '../../world/world';

/** A channel, as one person stands in it. */
export interface Place {
  readonly world: World;
  readonly user: UserRecord;
  readonly channel: ChannelRecord;
  readonly guild: GuildRecord | undefined;
  readonly member: MemberRecord | undefined;
}

const GUILD = 0;
const BOT_DM = 1;
const ELSEWHERE = 2;

/** Throws when the person does not see the channel. */
export function placeOf(world: World, user: UserRecord, channel: ChannelRecord): Place {
  const guild = world.guildOf(channel);
  const member = guild?.members.get(user.id);
  const sees = guild ? world.maySee(user.id, channel) : channel.recipients.includes(user);
  if (!sees) {
    throw new SimulatorMisuse(
      `${nameOf(user)} does not see ${guild ? `#${channel.name}` : 'that conversation'}`,
      'a channel that the person can view.',
    );
  }
  const { timeoutUntil = null } = member ?? {};
  if (timeoutUntil !== null && Date.parse(timeoutUntil) > world.clock.wallMs()) {
    throw new SimulatorMisuse(`${nameOf(user)} is in a timeout`, 'member.setTimeoutUntil(null) first.');
  }
  return { world, user, channel, guild, member };
}

export function nameOf(user: UserRecord): string {
  return user.globalName ?? user.username;
}

/** 0 in a guild, 1 in the direct messages with the bot, 2 in other conversations. */
export function contextOf({ guild, channel }: Place, application: ApplicationRecord): 0 | 1 | 2 {
  if (guild) return GUILD;
  return channel.type === ChannelType.DM && channel.recipients.includes(application.bot.user) ? BOT_DM : ELSEWHERE;
}

/** Who installed the application so that it is of use here. */
export function ownersOf(place: Place, application: ApplicationRecord, types: readonly number[] = [0, 1]): Owners {
  const { world, user, guild } = place;
  const { bot } = application;
  const isIn = guild ? guild.members.has(bot.user.id) : shareGuild(world, bot.user.id, user.id);
  const context = contextOf(place, application);
  return {
    // Of direct messages with the bot no guild is the owner.
    ...(isIn && context !== ELSEWHERE && types.includes(0) ? { 0: guild?.id ?? '0' } : {}),
    ...(application.installedBy.has(user.id) && types.includes(1) ? { 1: user.id } : {}),
  };
}

export function may({ world, user, channel, guild }: Place, permission: keyof typeof PermissionFlagsBits): boolean {
  return !guild || (world.permissionsIn(user.id, channel) & PermissionFlagsBits[permission]) !== 0n;
}
