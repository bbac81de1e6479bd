/** Channels. https://discord.com/developers/docs/resources/channel */
import { type APIChannel, type APIFollowedChannel, type APIWebhook } from 'discord-api-types/v10';
import {
  type ActionOptions,
  type Camel,
  Channel,
  type ChannelActions,
  type ChannelEditBody,
  channelEditSpec,
  type ChannelId,
  type ChannelPermissionBody,
  channelPermissionSpec,
  type FollowAnnouncementsBody,
  followAnnouncementsSpec,
  fromWire,
  Invite,
  type InviteCreateBody,
  inviteCreateSpec,
  type InvitePayload,
  type RecipientAddBody,
  recipientAddSpec,
  type RoleId,
  type SoundSendBody,
  soundSendSpec,
  type UserId,
  type VoiceStatusBody,
  voiceStatusSpec,
  Webhook,
  type WebhookCreateBody,
  webhookCreateSpec,
} from '../../models';
import { channelRoutes } from '../routes/channels';
import { Resource } from './resource';
import { targetUsersFile } from './target-users';

export class ChannelsResource extends Resource implements ChannelActions {
  async get(channelId: ChannelId, options?: ActionOptions): Promise<Channel> {
    return this.toChannel(await this.fetch(channelRoutes.get, { channel_id: channelId }, { options }));
  }

  /** Changes the settings of a channel, a thread or a group. */
  async edit(channelId: ChannelId, body: ChannelEditBody, options?: ActionOptions): Promise<Channel> {
    const init = { body: this.encode(channelEditSpec, await this.withImages(body, ['icon'])), options };
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
    body: ChannelPermissionBody,
    options?: ActionOptions,
  ): Promise<void> {
    const params = { channel_id: channelId, overwrite_id: overwriteId };
    const init = { body: this.encode(channelPermissionSpec, body), options };
    await this.run(channelRoutes.setPermission, params, init);
  }

  async deletePermission(channelId: ChannelId, overwriteId: RoleId | UserId, options?: ActionOptions): Promise<void> {
    const params = { channel_id: channelId, overwrite_id: overwriteId };
    await this.run(channelRoutes.deletePermission, params, { options });
  }

  /** Lets the messages that an announcement channel publishes appear in another channel. */
  async followAnnouncements(
    channelId: ChannelId,
    body: FollowAnnouncementsBody,
    options?: ActionOptions,
  ): Promise<Camel<APIFollowedChannel>> {
    const init = { body: this.encode(followAnnouncementsSpec, body), options };
    return fromWire(
      await this.fetch<APIFollowedChannel>(channelRoutes.followAnnouncements, { channel_id: channelId }, init),
    );
  }

  /** Sets the line that is shown under a voice channel; `null` clears it. */
  async setVoiceStatus(channelId: ChannelId, body: VoiceStatusBody, options?: ActionOptions): Promise<void> {
    const init = { body: this.encode(voiceStatusSpec, body), options };
    await this.run(channelRoutes.setVoiceStatus, { channel_id: channelId }, init);
  }

  /**
   * Adds a user to a group, with the user’s own access token.
   * @returns the new group when the channel was a direct message of two.
   */
  async addRecipient(
    channelId: ChannelId,
    userId: UserId,
    body: RecipientAddBody,
    options?: ActionOptions,
  ): Promise<Channel | undefined> {
    const params = { channel_id: channelId, user_id: userId };
    const init = { body: this.encode(recipientAddSpec, body), options };
    const raw = await this.fetchOptional<APIChannel>(channelRoutes.addRecipient, params, init);
    return raw && this.toChannel(raw);
  }

  /** Removes a user from a group. */
  async removeRecipient(channelId: ChannelId, userId: UserId, options?: ActionOptions): Promise<void> {
    await this.run(channelRoutes.removeRecipient, { channel_id: channelId, user_id: userId }, { options });
  }

  /** All invites to a channel, with how they were used. */
  async listInvites(channelId: ChannelId, options?: ActionOptions): Promise<Invite[]> {
    const params = { channel_id: channelId };
    const raws = await this.fetchList<InvitePayload>(channelRoutes.listInvites, params, { options });
    return raws.map((raw) => new Invite(raw, this.context));
  }

  /** Makes an invite, or finds the bot’s own that is like it; `unique` always makes one. */
  async createInvite(channelId: ChannelId, body: InviteCreateBody = {}, options?: ActionOptions): Promise<Invite> {
    const { targetUserIds, ...rest } = body;
    const files = targetUserIds && [targetUsersFile(targetUserIds)];
    const init = { body: this.encode(inviteCreateSpec, rest), files, options };
    const raw = await this.fetch<InvitePayload>(channelRoutes.createInvite, { channel_id: channelId }, init);
    return new Invite(raw, this.context);
  }

  async listWebhooks(channelId: ChannelId, options?: ActionOptions): Promise<Webhook[]> {
    const params = { channel_id: channelId };
    const raws = await this.fetchList<APIWebhook>(channelRoutes.listWebhooks, params, { options });
    return raws.map((raw) => new Webhook(raw, this.context));
  }

  /** Makes a webhook. Its name may have neither “clyde” nor “discord” in it. */
  async createWebhook(channelId: ChannelId, body: WebhookCreateBody, options?: ActionOptions): Promise<Webhook> {
    const init = { body: this.encode(webhookCreateSpec, await this.withImages(body, ['avatar'])), options };
    const raw = await this.fetch<APIWebhook>(channelRoutes.createWebhook, { channel_id: channelId }, init);
    return new Webhook(raw, this.context);
  }

  /** Plays a sound in the voice channel that the bot is in. */
  async sendSoundboardSound(channelId: ChannelId, body: SoundSendBody, options?: ActionOptions): Promise<void> {
    const init = { body: this.encode(soundSendSpec, body), options };
    await this.run(channelRoutes.sendSoundboardSound, { channel_id: channelId }, init);
  }

  private toChannel(raw: APIChannel): Channel {
    return new Channel(raw, this.context);
  }
}
