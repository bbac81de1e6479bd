/** Bots of ours in the calls of a simulator, from the hub down to the wire, and how to wait for a call that is in order. */
import { setTimeout as pause } from 'node:timers/promises';
import { type ClientGroup, type ClientGroupOptions, ClientHub, type Logger, nullLogger } from '../../../src';
import { type VoiceClient } from '../../../src/voice';
import {
  DiscordSimulator,
  type SimBot,
  type SimChannel,
  type SimGuild,
  type SimulatorOptions,
  type VirtualMember,
} from '../../../src/testing/simulator';
import { quickQueue, quickSessions } from '../quick-sessions';
import { Ears } from './ears';

export interface PartyOptions {
  readonly simulator?: SimulatorOptions;
  readonly logger?: Logger;
  readonly bots?: readonly string[];
  /** How many guilds there are, each with a call. Default 1. */
  readonly guilds?: number;
  /** The same for all bots, or for each its own. */
  readonly voice?: ClientGroupOptions['voice'] | ((bot: string) => ClientGroupOptions['voice']);
}

/** A guild with its call and somebody in it who listens. */
export interface Room {
  readonly guild: SimGuild;
  readonly talk: SimChannel;
  readonly tea: SimChannel;
}

export interface PartyBot {
  readonly name: string;
  readonly account: SimBot;
  readonly group: ClientGroup;
  readonly ears: Ears;
}

export class VoiceParty implements AsyncDisposable {
  private constructor(
    readonly discord: DiscordSimulator,
    readonly hub: ClientHub,
    readonly rooms: readonly Room[],
    readonly bots: readonly PartyBot[],
  ) {}

  static async open(options: PartyOptions = {}): Promise<VoiceParty> {
    const { bots = ['alpha', 'beta'], guilds = 1 } = options;
    const discord = await DiscordSimulator.start(quickSessions(options.simulator));
    const rooms = Array.from({ length: guilds }, (_, index) => {
      const guild = discord.createGuild({ name: `Loom ${index}` });
      const [talk, tea] = (['Talk', 'Tea'] as const).map((name) => guild.createChannel({ name, type: 'voice' }));
      return { guild, talk: talk as SimChannel, tea: tea as SimChannel };
    });
    const hub = new ClientHub({ api: discord.apiUrl, logger: options.logger ?? nullLogger });
    const party = new VoiceParty(
      discord,
      hub,
      rooms,
      bots.map((name) => {
        const { voice = {} } = options;
        return makeBot(discord, hub, name, typeof voice === 'function' ? voice(name) : voice);
      }),
    );
    await hub.start();
    return party;
  }

  get room(): Room {
    return this.rooms[0] as Room;
  }

  bot(name: string): PartyBot {
    return this.bots.find((bot) => bot.name === name) as PartyBot;
  }

  /** Brings a bot into a room's call. */
  async join({ group, ears }: PartyBot, { guild, talk }: Room = this.room): Promise<VoiceClient> {
    const call = await group.voice.join(guild.id, talk.id);
    ears.attach(call);
    return call;
  }

  /** Brings somebody who needs no socket into a room's call. */
  guest(name: string, { guild, talk }: Room = this.room): Promise<VirtualMember> {
    return guild.addMember(name).connectVoice(talk);
  }

  /** Waits until everybody in a room's call has the same keys and nothing is under way. */
  async inOrder(people: readonly VirtualMember[], room: Room = this.room): Promise<void> {
    await eventually('everybody in the call has the same keys', () => {
      const call = this.discord.voice.call(room.talk);
      const calls = this.bots.flatMap(({ group }) => group.voice.get(room.guild.id) ?? []);
      if (!call?.settled || call.userIds.length !== calls.length + people.length) return false;
      const codes = new Set([...calls, ...people].map(({ privacyCode }) => privacyCode));
      const isReady = calls.every(
        (one) => one.isReady && one.encryption.phase === 'active' && one.encryption.epoch === call.epoch,
      );
      return isReady && people.every(({ ready }) => ready) && codes.size === 1 && !codes.has(undefined);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.hub.stop();
    await this.discord.close();
  }
}

function makeBot(
  discord: DiscordSimulator,
  hub: ClientHub,
  name: string,
  voice: ClientGroupOptions['voice'],
): PartyBot {
  const account = discord.createBot({ name, permissions: ['Administrator'] });
  const ears = new Ears();
  const group = hub.createClientGroup(name, account.token, {
    intents: { add: ['Guilds', 'GuildVoiceStates'] },
    voice: { ...voice },
    identifyQueue: quickQueue(),
  });
  return { name, account, group, ears };
}

export async function eventually(what: string, condition: () => boolean, limitMs = 20_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`not within ${limitMs} ms: ${what}`);
    await pause(5);
  }
}
