/** The snapshot of a bot's world: in order, and exactly what somebody knows who has followed every event. */
import { ChannelType } from 'discord-api-types/v10';
import { seededRandom } from '../../../src/testing/simulator/random';
import { ManualClock } from '../../../src/util';
import { DiscordSimulator, type SimBot, type SimGuild } from '../../../src/testing/simulator';
import { comparable, Follower } from './follower';
import { RawClient } from './support';

type Change = (guild: SimGuild, any: Any) => Promise<unknown> | undefined;

/** Chances of one run: the same for the same seed. */
class Any {
  private count = 0;

  constructor(private readonly random: () => number) {}

  of<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.random() * list.length)];
  }

  number(below: number): number {
    return Math.floor(this.random() * below);
  }

  /** A name that nothing else has. */
  name(what: string): string {
    this.count += 1;
    return `${what}-${this.count}`;
  }
}

const text = (guild: SimGuild): SimGuild['channels'] =>
  guild.channels.filter(({ type }) => type === ChannelType.GuildText);
const people = (guild: SimGuild): SimGuild['members'] =>
  guild.members.filter(({ name, id }) => name.startsWith('person') && id !== guild.owner.id);
const plainRoles = (guild: SimGuild): SimGuild['roles'] => guild.roles.filter(({ name }) => name.startsWith('role'));
const made = (ids: readonly string[], any: Any): { id: string } | undefined => {
  const id = any.of(ids);
  return id === undefined ? undefined : { id };
};

const CHANGES: readonly Change[] = [
  (guild, any) => guild.rename(any.name('guild')),
  (guild, any) => Promise.resolve(guild.createChannel({ name: any.name('text') })),
  (guild, any) => Promise.resolve(guild.createChannel({ name: any.name('group'), type: 'category' })),
  (guild, any) => any.of(text(guild))?.edit({ topic: any.name('topic') }),
  (guild, any) =>
    any
      .of(text(guild))
      ?.edit({ parent: any.of(guild.channels.filter(({ type }) => type === ChannelType.GuildCategory)) ?? null }),
  (guild, any) => any.of(guild.channels)?.move(any.number(6)),
  (guild, any) => (text(guild).length > 2 ? any.of(text(guild))?.delete() : undefined),
  (guild, any) =>
    any.of(text(guild))?.overwrite({ for: any.of(plainRoles(guild)) ?? guild.everyone, deny: ['AddReactions'] }),
  (guild, any) => Promise.resolve(guild.createRole({ name: any.name('role') })),
  (guild, any) => any.of(plainRoles(guild))?.edit({ color: any.number(9_999), hoist: any.number(2) === 0 }),
  (guild, any) => any.of(plainRoles(guild))?.move(1 + any.number(5)),
  (guild, any) => any.of(plainRoles(guild))?.delete(),
  (guild, any) => Promise.resolve(guild.addMember(any.name('person'))),
  (guild, any) => any.of(people(guild))?.leave(),
  (guild, any) => any.of(people(guild))?.setNick(any.name('nick')),
  (guild, any) => any.of(people(guild))?.rename(any.name('person')),
  (guild, any) => any.of(people(guild))?.setTimeoutUntil(any.number(2) === 0 ? null : 1e12 + any.number(1e9)),
  (guild, any) =>
    any
      .of(people(guild))
      ?.setRoles([any.of(plainRoles(guild)), any.of(plainRoles(guild))].filter((r) => r !== undefined)),
  (guild, any) => any.of(people(guild))?.setPresence(any.of(['online', 'idle', 'dnd', 'offline'] as const) ?? 'online'),
  (guild, any) => any.of(people(guild))?.joinVoice(any.of(['Talk', 'Stage']) ?? 'Talk'),
  (guild, any) => any.of(people(guild))?.leaveVoice(),
  (guild, any) =>
    any.of(people(guild).filter((each) => each.voiceChannelId !== null))?.setVoice({ selfMute: any.number(2) === 0 }),
  (guild, any) => any.of(people(guild))?.setServerVoice({ mute: any.number(2) === 0 }),
  (guild, any) => guild.owner.startThread(any.of(text(guild)) ?? '', { name: any.name('thread') }),
  (guild, any) => any.of(guild.threads)?.setArchived(any.number(2) === 0),
  (guild, any) => any.of(guild.threads)?.setLocked(any.number(2) === 0),
  (guild, any) => any.of(guild.threads)?.edit({ name: any.name('thread') }),
  (guild, any) => any.of(guild.threads)?.delete(),
  (guild, any) => guild.owner.say(any.of(text(guild)) ?? '', any.name('word')),
  (guild, any) => guild.expressions.createEmoji(any.name('emoji')),
  (guild, any) => {
    const one = made(guild.expressions.emojis, any);
    return one && guild.expressions.editEmoji(one, { name: any.name('emoji') });
  },
  (guild, any) => {
    const one = made(guild.expressions.emojis, any);
    return one && guild.expressions.deleteEmoji(one);
  },
  (guild, any) => guild.expressions.createSticker(any.name('sticker')),
  (guild, any) => {
    const one = made(guild.expressions.stickers, any);
    return one && guild.expressions.deleteSticker(one);
  },
  (guild, any) => guild.expressions.createSound(any.name('sound')),
  (guild, any) => {
    const one = made(guild.expressions.sounds, any);
    return one && guild.expressions.editSound(one, { volume: 0.5 });
  },
  (guild, any) => {
    const one = made(guild.expressions.sounds, any);
    return one && guild.expressions.deleteSound(one);
  },
  (guild, any) => guild.settings.setBoosts(any.number(15)),
  (guild, any) => guild.settings.createScheduledEvent({ name: any.name('event') }),
  (guild, any) => {
    const one = made(guild.events.scheduled, any);
    return one && guild.events.edit(one, { status: any.of(['active', 'completed'] as const) ?? 'active' });
  },
  (guild, any) => {
    const one = made(guild.events.scheduled, any);
    return one && guild.events.delete(one);
  },
  (guild, any) =>
    guild.events.stages.length === 0
      ? guild.events.openStage('Stage', any.name('stage'))
      : guild.events.editStage('Stage', any.name('stage')),
  (guild) => (guild.events.stages.length > 0 ? guild.events.closeStage('Stage') : undefined),
  (guild, any) => {
    const one = any.of(people(guild));
    return one && guild.ban(one).then(() => guild.unban(one));
  },
  (guild) => guild.setUnavailable(true).then(() => guild.setUnavailable(false)),
];

describe('a snapshot', () => {
  let discord: DiscordSimulator;
  let bot: SimBot;

  beforeEach(async () => {
    discord = await DiscordSimulator.start({ clock: new ManualClock(), gateway: { maxConcurrency: 4 } });
    bot = discord.createBot({ name: 'Alpha', permissions: ['Administrator'] });
  });
  afterEach(() => discord.close());

  const guilds = (count: number): SimGuild[] =>
    Array.from({ length: count }, (_none, index) =>
      discord.createGuild({
        name: `Guild ${index}`,
        channels: ['general', 'tea', { name: 'Talk', type: 'voice' }, { name: 'Stage', type: 'stage' }],
      }),
    );

  it('lists guilds and what is in them by id, and those that are lost as such', async () => {
    const [one, two] = guilds(2);
    for (const name of ['zoe', 'ann', 'max']) one?.addMember(name);
    await two?.setUnavailable(true);
    const { user, guilds: listed } = discord.snapshot(bot);
    expect(user.id).toBe(bot.id);
    const ids = listed.map(({ id }) => BigInt(id));
    expect(ids).toEqual([...ids].sort((a, b) => (a < b ? -1 : 1)));
    const found = listed.find(({ id }) => id === one?.id) as { members: { user: { id: string } }[] } | undefined;
    const members = found?.members.map((member) => BigInt(member.user.id)) ?? [];
    expect(members).toHaveLength(5);
    expect(members).toEqual([...members].sort((a, b) => (a < b ? -1 : 1)));
    expect(listed).toContainEqual({ id: two?.id, unavailable: true });
    await one?.kick(bot);
    expect(discord.snapshot('Alpha').guilds).toHaveLength(1);
  });

  it.each([1, 2, 3])('is what somebody knows who has followed a thousand changes (seed %d)', async (seed) => {
    const all = guilds(3);
    const any = new Any(seededRandom(seed));
    const follower = new Follower();
    const client = new RawClient(discord.gatewayUrl);
    await client.ready(bot);
    await client.event('GUILD_CREATE', 3);
    for (let index = 0; index < 1_000; index += 1) {
      const guild = any.of(all);
      if (guild) await any.of(CHANGES)?.(guild, any);
    }
    const [first] = all;
    await first?.kick(bot);
    first?.addBot(bot);
    await discord.delivered();
    client.send(1, null);
    await client.op(11);
    for (const frame of client.frames) if (frame.op === 0) follower.hear(frame);
    expect(follower.state).toEqual(comparable(discord.snapshot(bot).guilds));
  });
});
