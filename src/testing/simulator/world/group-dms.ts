/**
 * Conversations of several people that an application opened with their consent. The people are in it, and whom the
 * application asks for. https://discord.com/developers/docs/resources/user#create-group-dm
 */
import { ChannelType } from 'discord-api-types/v10';
import { newChannelSettings } from './channel-settings';
import { type ChannelRecord, type UserRecord } from './records';
import { type World } from './world';

/** So many people a group has at most, its owner among them. */
export const GROUP_SIZE = 10;

/** What only conversations of several people have. */
export interface GroupRecord {
  readonly ownerId: string;
  readonly applicationId: string;
  icon: string | null;
  /** What people are called in here, by user. */
  readonly nicks: Map<string, string>;
}

export type GroupChannel = ChannelRecord & { readonly group: GroupRecord };

export function isGroup(channel: ChannelRecord): channel is GroupChannel {
  return channel.group !== undefined;
}

export function createGroupDm(
  world: World,
  draft: { owner: UserRecord; applicationId: string; people: readonly UserRecord[]; nicks: Map<string, string> },
): GroupChannel {
  const channel: GroupChannel = {
    id: world.ids.next(),
    type: ChannelType.GroupDM,
    guildId: null,
    name: '',
    topic: null,
    position: 0,
    parentId: null,
    nsfw: false,
    slowmodeS: 0,
    bitrate: 0,
    userLimit: 0,
    rtcRegion: null,
    overwrites: new Map(),
    recipients: [draft.owner, ...draft.people.filter((user) => user !== draft.owner)],
    lastMessageId: null,
    lastPinAt: null,
    messages: new Map(),
    settings: newChannelSettings(),
    group: { ownerId: draft.owner.id, applicationId: draft.applicationId, icon: null, nicks: draft.nicks },
  };
  world.channels.set(channel.id, channel);
  return channel;
}

export function addToGroup(channel: GroupChannel, user: UserRecord, nick: string | null): void {
  channel.recipients = [...channel.recipients, user];
  if (nick !== null) channel.group.nicks.set(user.id, nick);
}

export function removeFromGroup(channel: GroupChannel, user: UserRecord): void {
  channel.recipients = channel.recipients.filter((each) => each !== user);
  channel.group.nicks.delete(user.id);
}

/** What a group's payload has beyond a conversation's. */
export function renderGroup(channel: GroupChannel): object {
  const { group } = channel;
  return {
    name: channel.name === '' ? null : channel.name,
    icon: group.icon,
    owner_id: group.ownerId,
    application_id: group.applicationId,
    managed: true,
  };
}
