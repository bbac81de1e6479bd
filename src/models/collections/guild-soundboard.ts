/** The soundboard of a guild: the sounds that are remembered, and by request those that are not. */
import { lateClasses } from '../entities/late-classes';
import { type SoundboardSound } from '../entities/soundboard-sound';
import { type GuildId, type SoundId } from '../ids';
import { type GatewayRequestOptions, type ViewContext } from '../view-context';
import { EntityCollection } from './entity-collection';
import { type RecordSource } from './record-source';

export class GuildSoundboard extends EntityCollection<SoundboardSound, SoundId> {
  constructor(
    records: RecordSource<SoundboardSound['raw']>,
    private readonly guildId: GuildId,
    private readonly context: ViewContext,
  ) {
    super(records, (raw) => new lateClasses.SoundboardSound(raw, context));
  }

  /**
   * All sounds, as Discord says now, through the gateway. Guilds that are asked for at the same time go out as one command.
   * https://discord.com/developers/docs/events/gateway-events#request-soundboard-sounds
   * @throws {GatewayError} GATEWAY_REQUEST_TIMEOUT, GATEWAY_ABORTED, GATEWAY_CLOSED, GATEWAY_NOT_READY.
   */
  async fetch(options: GatewayRequestOptions = {}): Promise<SoundboardSound[]> {
    const sounds = await this.context.requests.soundboardSounds(this.guildId, options);
    return sounds.map((raw) => new lateClasses.SoundboardSound(raw, this.context));
  }
}
