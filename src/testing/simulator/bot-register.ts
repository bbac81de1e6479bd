/** The bots of a simulator by name, and who is meant when tests name bots, shards and guilds. */
import { type FaultTarget } from './faults/target';
import { type VoiceFaultTarget } from './faults/voice-faults';
import { type Whom } from './gateway/whom';
import { type BotSelector, botName } from './log';
import { SimulatorMisuse } from './misuse';
import { type SimBot } from './people/sim-bot';
import { type VoiceWhom } from './voice/voice-whom';
import { type BotRecord } from './world/records';
import { type World } from './world/world';

export class BotRegister {
  private readonly byName = new Map<string, SimBot>();

  constructor(private readonly world: World) {}

  /** Every bot, in the order they were created. */
  get all(): readonly SimBot[] {
    return [...this.byName.values()];
  }

  /** Throws when a bot bears the name already. */
  requireFree(name: string): void {
    if (!this.byName.has(name)) return;
    throw new SimulatorMisuse(`there is a bot "${name}" already`, 'another name: bots are told apart by it.');
  }

  add(bot: SimBot): void {
    this.byName.set(bot.name, bot);
  }

  get(name: string): SimBot {
    const bot = this.byName.get(name);
    if (bot) return bot;
    const known = [...this.byName.keys()].map((each) => `"${each}"`).join(', ');
    throw new SimulatorMisuse(
      `there is no bot "${name}"`,
      known ? `one of ${known}.` : `discord.createBot({ name: '${name}' }) first.`,
    );
  }

  record(bot: BotSelector): BotRecord {
    const record = this.world.bots.get(this.get(botName(bot)).id);
    if (record) return record;
    throw new SimulatorMisuse('that bot belongs to another simulator', 'a name.');
  }

  /** Whom a fault strikes. */
  whom({ bot, shard }: FaultTarget): Whom {
    const selectors = Array.isArray(bot) ? (bot as readonly BotSelector[]) : [bot as BotSelector];
    const shards = Array.isArray(shard) ? (shard as readonly number[]) : [shard as number];
    return {
      bots: bot === undefined ? undefined : new Set(selectors.map((each) => this.get(botName(each)).id)),
      shards: shard === undefined ? undefined : new Set(shards),
    };
  }

  /** Whom a fault of voice strikes. */
  voiceWhom({ bot, guild }: VoiceFaultTarget): VoiceWhom {
    const guilds = Array.isArray(guild) ? (guild as readonly { readonly id: string }[]) : [guild];
    return {
      users: this.whom({ ...(bot === undefined ? {} : { bot }) }).bots,
      guilds: guild === undefined ? undefined : new Set(guilds.map((each) => (each as { readonly id: string }).id)),
    };
  }
}
