/** A Discord with something of every kind in it, and clients that check bodies or leave that to Discord. */
import { ChannelType } from 'discord-api-types/v10';
import { type MessageCreateBody, Attachment } from 'corduroy/models';
import { NoopRateLimiter, RestClient } from 'corduroy/rest';
import { DiscordSimulator, type SimBot, type SimGuild, type SimUser } from 'corduroy/testing';

/** One transparent pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);
/** The beginning of a sound. */
export const MP3 = Buffer.from('ID3\u0004\u0000\u0000\u0000\u0000\u0000\u0000', 'latin1');
export const PNG_URI = `data:image/png;base64,${PNG.toString('base64')}`;
export const MP3_URI = `data:audio/mpeg;base64,${MP3.toString('base64')}`;

/** More than any list of a body may name. */
const ROLES = 1_530;

export class Place {
  private weavers: readonly string[] | undefined;

  private constructor(
    readonly discord: DiscordSimulator,
    readonly bot: SimBot,
    /** Checks bodies. */
    readonly client: RestClient,
    /** Checks nothing. */
    readonly blind: RestClient,
    readonly guild: SimGuild,
    /** A guild with very many roles. */
    readonly crowd: SimGuild,
    readonly alice: SimUser,
    readonly emojiId: string,
    readonly stickerIds: readonly string[],
    readonly forumId: string,
    /** Tags of the forum. */
    readonly tagIds: readonly string[],
  ) {}

  static async open(): Promise<Place> {
    const discord = await DiscordSimulator.start({
      rest: { limits: false, globalPerSecond: 100_000, invalidRequests: 100_000 },
    });
    const bot = discord.createBot({ name: 'alpha', permissions: ['Administrator'] });
    const guild = discord.createGuild({
      name: 'Loom',
      channels: [
        'general',
        'rules',
        { name: 'News', type: 'announcement' },
        { name: 'Talk', type: 'voice' },
        { name: 'Stage', type: 'stage' },
        { name: 'Group', type: 'category' },
      ],
    });
    const crowd = discord.createGuild({ name: 'Crowd' });
    // New roles stand below the bot's own.
    for (let count = 0; count < ROLES; count += 1) crowd.createRole({ name: `weaver ${count}` });
    for (const name of ['red', 'green', 'blue']) guild.createRole({ name });
    await guild.settings.setBoosts(14);
    const alice = discord.createUser('alice');
    guild.addMember(alice);
    crowd.addMember(alice);
    const options = { api: discord.apiUrl, limiter: new NoopRateLimiter(), proxy: false } as const;
    const client = new RestClient(bot.token, options);
    const blind = new RestClient(bot.token, { ...options, validation: 'off' });
    const emoji = await client.emojis.create(guild.id, { name: 'yarn', image: PNG });
    const stickers = await Promise.all(
      ['a1', 'b2', 'c3', 'd4'].map((name) =>
        client.stickers.create(guild.id, { name, tags: 'yarn', file: Attachment.fromBytes(PNG, { name: 'x.png' }) }),
      ),
    );
    const forum = await client.guilds.createChannel(guild.id, {
      name: 'forum',
      type: ChannelType.GuildForum,
      availableTags: Array.from({ length: 8 }, (_, index) => ({ name: `tag ${index}` })),
    });
    const tagIds = (forum.availableTags ?? []).map(({ id }) => id);
    return new Place(
      discord,
      bot,
      client,
      blind,
      guild,
      crowd,
      alice,
      emoji.id ?? '',
      stickers.map(({ id }) => id),
      forum.id,
      tagIds,
    );
  }

  get applicationId(): string {
    return this.discord.application(this.bot).id;
  }

  channel(name: string): string {
    return this.guild.channel(name).id;
  }

  /** Ids of roles that the bot may give, of the crowd. */
  get crowdRoles(): readonly string[] {
    // Asked for once for each item of the longest lists; nothing makes or deletes such a role later.
    return (this.weavers ??= this.crowd.roles.filter(({ name }) => name.startsWith('weaver')).map(({ id }) => id));
  }

  get roles(): readonly string[] {
    return ['red', 'green', 'blue'].map((name) => this.guild.role(name).id);
  }

  /** The id of a message of today that is not there. */
  newId(index: number): string {
    return String((BigInt(Date.now() - 1_420_070_400_000) << 22n) + BigInt(index));
  }

  async say(body: MessageCreateBody = { content: 'x' }): Promise<string> {
    const { id } = await this.client.messages.create(this.channel('general'), body);
    return id;
  }

  async close(): Promise<void> {
    await this.client.close();
    await this.blind.close();
    await this.discord.close();
  }
}
