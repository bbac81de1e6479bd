/** Channels. https://discord.com/developers/docs/resources/channel */
import { type APIChannel, type RESTPutAPIChannelPermissionJSONBody } from 'discord-api-types/v10';
import {
  type ActionOptions,
  type BodyOf,
  Channel,
  type ChannelActions,
  type ChannelEditBody,
  type ChannelId,
  type RoleId,
  toWire,
  type UserId,
} from '../../models';
import { channelRoutes } from '../routes/channels';
import { Resource } from './resource';

export class ChannelsResource extends Resource implements ChannelActions {
  async get(channelId: ChannelId, options?: ActionOptions): Promise<Channel> {
    return this.toChannel(await this.fetch(channelRoutes.get, { channel_id: channelId }, { options }));
  }

  async edit(channelId: ChannelId, body: ChannelEditBody, options?: ActionOptions): Promise<Channel> {
    const init = { body: toWire(body), options };
    return this.toChannel(await this.fetch(channelRoutes.edit, { channel_id: channelId }, init));
  }

  /** Deletes a channel or thread for good, or closes a direct message. */
  async delete(channelId: ChannelId, options?: ActionOptions): Promise<Channel> {
    return this.toChannel(await this.fetch(channelRoutes.delete, { channel_id: channelId }, { options }));
  }

  /** Shows the bot as typing, for ten seconds or until it writes. */
  async triggerTyping(channelId: ChannelId, options?: ActionOptions): Promise<void> {
    await this.run(channelRoutes.triggerTyping, { channel_id: channelId }, { options });
  }

  /** Allows and denies permissions to a role or member in a channel. */
  async setPermission(
    channelId: ChannelId,
    overwriteId: RoleId | UserId,
    body: BodyOf<RESTPutAPIChannelPermissionJSONBody>,
    options?: ActionOptions,
  ): Promise<void> {
    const params = { channel_id: channelId, overwrite_id: overwriteId };
    await this.run(channelRoutes.setPermission, params, { body: toWire(body), options });
  }

  async deletePermission(channelId: ChannelId, overwriteId: RoleId | UserId, options?: ActionOptions): Promise<void> {
    const params = { channel_id: channelId, overwrite_id: overwriteId };
    await this.run(channelRoutes.deletePermission, params, { options });
  }

  private toChannel(raw: APIChannel): Channel {
    return new Channel(raw, this.context);
  }
}
