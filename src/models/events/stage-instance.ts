/** Events of live stages. https://discord.com/developers/docs/events/gateway-events#stage-instances */
import { StageInstance } from '../entities/stage-instance';
import { dispatch } from './dispatch';

/** A stage went live. */
export class StageInstanceCreateEvent extends dispatch('STAGE_INSTANCE_CREATE', StageInstance, ['Guilds']) {}

/** A live stage changed. The event is the stage as it is now. */
export class StageInstanceUpdateEvent extends dispatch('STAGE_INSTANCE_UPDATE', StageInstance, ['Guilds']) {}

/** A stage is no longer live. The event is the stage as it was. */
export class StageInstanceDeleteEvent extends dispatch('STAGE_INSTANCE_DELETE', StageInstance, ['Guilds']) {}
