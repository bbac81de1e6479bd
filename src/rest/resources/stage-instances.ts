/** Live stages. https://discord.com/developers/docs/resources/stage-instance */
import { type APIStageInstance } from 'discord-api-types/v10';
import {
  type ActionOptions,
  type ChannelId,
  StageInstance,
  type StageInstanceCreateBody,
  stageInstanceCreateSpec,
  type StageInstanceEditBody,
  stageInstanceEditSpec,
} from '../../models';
import { stageInstanceRoutes } from '../routes/stage-instances';
import { Resource } from './resource';

/** A live stage is named by its channel, which has one at most. */
export class StageInstancesResource extends Resource {
  /** Goes live in a stage channel. The bot has to be a moderator of the stage. */
  async create(body: StageInstanceCreateBody, options?: ActionOptions): Promise<StageInstance> {
    const init = { body: this.encode(stageInstanceCreateSpec, body), options };
    return this.toStage(await this.fetch(stageInstanceRoutes.create, {}, init));
  }

  async get(channelId: ChannelId, options?: ActionOptions): Promise<StageInstance> {
    return this.toStage(await this.fetch(stageInstanceRoutes.get, { channel_id: channelId }, { options }));
  }

  async edit(channelId: ChannelId, body: StageInstanceEditBody, options?: ActionOptions): Promise<StageInstance> {
    const init = { body: this.encode(stageInstanceEditSpec, body), options };
    return this.toStage(await this.fetch(stageInstanceRoutes.edit, { channel_id: channelId }, init));
  }

  /** Ends the live stage. */
  async delete(channelId: ChannelId, options?: ActionOptions): Promise<void> {
    await this.run(stageInstanceRoutes.delete, { channel_id: channelId }, { options });
  }

  private toStage(raw: APIStageInstance): StageInstance {
    return new StageInstance(raw, this.context);
  }
}
