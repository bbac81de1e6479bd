/** What happens in a guild at a time: events that are announced, and stages. */
import { SimulatorMisuse } from '../misuse';
import { type GuildRecord, type UserRecord } from '../world/records';
import { deleteScheduledEvent, editScheduledEvent, type ScheduledEventRecord } from '../world/scheduled-events';
import { closeStage, editStage, openStage, type StageRecord } from '../world/stages';
import { type World } from '../world/world';
import { type ChannelSelector, findGuildChannel, type Made } from './handles';

const STATUS = { scheduled: 1, active: 2, completed: 3, canceled: 4 } as const;

export class SimGuildEvents {
  constructor(
    private readonly world: World,
    private readonly guild: GuildRecord,
  ) {}

  /** Ids of the events that are announced or run. */
  get scheduled(): readonly string[] {
    return [...this.guild.scheduledEvents.keys()];
  }

  /** Channels of the stages that are open. */
  get stages(): readonly string[] {
    return [...this.world.stages.values()].filter(({ guildId }) => guildId === this.guild.id).map((s) => s.channelId);
  }

  /** Changes an event; `completed` and `canceled` end it. */
  async edit(
    event: Made,
    changes: { readonly name?: string; readonly description?: string | null; readonly status?: keyof typeof STATUS },
  ): Promise<void> {
    const { status, ...others } = changes;
    editScheduledEvent(this.world, this.guild, this.event(event), {
      ...others,
      ...(status === undefined ? {} : { status: STATUS[status] }),
    });
    await this.world.delivered();
  }

  async delete(event: Made): Promise<void> {
    deleteScheduledEvent(this.world, this.guild, this.event(event));
    await this.world.delivered();
  }

  /** Opens a stage in the owner's name. */
  async openStage(channel: ChannelSelector, topic: string): Promise<Made> {
    const record = findGuildChannel(this.guild, channel);
    if (this.world.stages.has(record.id)) throw new SimulatorMisuse('that stage is open', 'another channel.');
    const draft = { topic, privacyLevel: 2, eventId: null, notify: false };
    const { id } = openStage(this.world, this.guild, record, this.owner, draft);
    await this.world.delivered();
    return { id };
  }

  async editStage(channel: ChannelSelector, topic: string): Promise<void> {
    editStage(this.world, this.stage(channel), this.owner, { topic });
    await this.world.delivered();
  }

  async closeStage(channel: ChannelSelector): Promise<void> {
    closeStage(this.world, this.stage(channel), this.owner);
    await this.world.delivered();
  }

  private event({ id }: Made): ScheduledEventRecord {
    const event = this.guild.scheduledEvents.get(id);
    if (event) return event;
    throw new SimulatorMisuse(
      `${this.guild.name} has no event ${id}; it may be over`,
      'what guild.settings.createScheduledEvent() returned.',
    );
  }

  private stage(channel: ChannelSelector): StageRecord {
    const stage = this.world.stages.get(findGuildChannel(this.guild, channel).id);
    if (stage) return stage;
    throw new SimulatorMisuse('no stage is open there', 'guild.events.openStage(channel, topic) first.');
  }

  private get owner(): UserRecord {
    const owner = this.world.users.get(this.guild.ownerId);
    if (owner) return owner;
    throw new SimulatorMisuse(`nobody owns ${this.guild.name}`, 'a guild with an owner.');
  }
}
