/** One guild, one bot that listens, and small files: what the tests of a guild's routes begin with. */
import { ManualClock } from '../../../src/util';
import {
  DiscordSimulator,
  type PermissionName,
  type SimBot,
  type SimGuild,
  type SimMember,
} from '../../../src/testing/simulator';
import { type Answer, caller, type Caller, RawClient, someText } from './support';

/** Nobody exists or is made with this id. */
export const NOBODY = '1';

/** One transparent pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);
export const GIF = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64');

export const dataUri = (bytes: Buffer, type = 'image/png'): string => `data:${type};base64,${bytes.toString('base64')}`;

/** A PNG with so many bytes after its end. */
export const padded = (size: number): Buffer => Buffer.concat([PNG, Buffer.alloc(size)]);

/** What an answer says of one wrong field. */
export const field = (code: string): object => ({ _errors: [{ code, message: someText }] });

/** The body of a refusal because of wrong fields. */
export const wrong = (errors: object): object => ({ status: 400, body: { code: 50_035, errors } });

export const REFUSED = { status: 403, body: { code: 50_013 } };

export class GuildBench {
  private constructor(
    readonly clock: ManualClock,
    readonly discord: DiscordSimulator,
    readonly bot: SimBot,
    readonly guild: SimGuild,
    readonly alice: SimMember,
    readonly client: RawClient,
    readonly call: Caller,
  ) {}

  /** A bot that may do everything, in a guild with a person. */
  static async open(permissions: PermissionName[] = ['Administrator']): Promise<GuildBench> {
    const clock = new ManualClock();
    const discord = await DiscordSimulator.start({ clock, rest: { limits: false, globalPerSecond: 1_000 } });
    const bot = discord.createBot({ name: 'Alpha', permissions });
    const guild = discord.createGuild({
      name: 'Loom',
      channels: ['general', 'rules', { name: 'Talk', type: 'voice' }, { name: 'Stage', type: 'stage' }],
    });
    const alice = guild.addMember('alice');
    const client = new RawClient(discord.gatewayUrl);
    await client.ready(bot);
    await client.event('GUILD_CREATE');
    return new GuildBench(clock, discord, bot, guild, alice, client, caller(discord, bot));
  }

  /** The path of something in the guild. */
  path(rest = ''): string {
    return `/guilds/${this.guild.id}${rest}`;
  }

  /** Asks for something of the guild. */
  ask(method: string, rest: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.call(method, this.path(rest), body, headers);
  }

  /** Leaves the bot with these permissions and no others. */
  allow(...permissions: PermissionName[]): void {
    this.guild.addBot(this.bot, { permissions });
  }

  /** What the bot heard under a name, for the first or for the so-manieth time. */
  async heard(name: string, count = 1): Promise<Record<string, unknown>> {
    return (await this.client.event(name, count)).d;
  }

  channelId(name: string): string {
    return this.guild.channel(name).id;
  }

  async close(): Promise<void> {
    await this.discord.close();
  }
}
