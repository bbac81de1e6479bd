/** Invites as payloads. https://discord.com/developers/docs/resources/invite#invite-object */
import { InviteType } from 'discord-api-types/v10';
import { inviteEndsMs, type InviteRecord, renderInviteRole } from './invites';
import { type GuildRecord } from './records';
import { renderUser } from './render';
import { type World } from './world';

/** What is shown of an invite, beside what everybody sees who has its code. */
interface Shown {
  /** How many people there are. */
  readonly counts?: boolean;
  /** How it was made and how often it was used. */
  readonly metadata?: boolean;
}

/** An invite; `undefined` when its guild or its channel is gone. */
export function renderInvite(world: World, invite: InviteRecord, shown: Shown = {}): object | undefined {
  const guild = world.guilds.get(invite.guildId);
  const channel = world.channels.get(invite.channelId);
  if (!guild || !channel) return undefined;
  const endsMs = inviteEndsMs(invite);
  const online = [...guild.members.values()].filter(({ user }) => user.presence.status !== 'offline').length;
  return {
    type: InviteType.Guild,
    code: invite.code,
    ...(invite.inviter ? { inviter: renderUser(invite.inviter) } : {}),
    expires_at: endsMs === Infinity ? null : world.timestamp(endsMs),
    guild: renderInviteGuild(guild),
    guild_id: guild.id,
    channel: { id: channel.id, type: channel.type, name: channel.name },
    ...(invite.targetType === null ? {} : { target_type: invite.targetType }),
    ...(invite.targetUser ? { target_user: renderUser(invite.targetUser) } : {}),
    ...renderTargetApplication(world, invite),
    ...(invite.roleIds.length > 0 ? { roles: invite.roleIds.flatMap((id) => renderInviteRole(guild, id)) } : {}),
    ...(shown.counts === true
      ? { approximate_member_count: guild.members.size, approximate_presence_count: online }
      : {}),
    ...(shown.metadata === true
      ? {
          uses: invite.uses,
          max_uses: invite.maxUses,
          max_age: invite.maxAgeS,
          temporary: invite.temporary,
          created_at: invite.createdAt,
        }
      : {}),
  };
}

function renderTargetApplication(world: World, { targetBot }: InviteRecord): object {
  if (!targetBot) return {};
  return {
    target_application: {
      id: targetBot.applicationId,
      name: targetBot.name,
      icon: null,
      description: '',
      type: null,
      flags: 0,
      flags_new: '0',
      bot: renderUser(targetBot.user),
      verify_key: world.applicationOf(targetBot).signingKey.publicKey,
    },
  };
}

/** The little of a guild that strangers may know. */
function renderInviteGuild(guild: GuildRecord): object {
  const { settings } = guild;
  return {
    id: guild.id,
    name: guild.name,
    icon: guild.icon,
    splash: settings.splash,
    banner: settings.banner,
    description: guild.description,
    features: [...settings.features],
    verification_level: guild.verificationLevel,
    vanity_url_code: settings.vanityCode,
    nsfw_level: settings.nsfwLevel,
    nsfw: settings.nsfwLevel === 1 || settings.nsfwLevel === 3,
    premium_subscription_count: settings.boosts,
  };
}
