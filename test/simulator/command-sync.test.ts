/** Commands that come to Discord: at the start of a bot, by script, and through trouble, over real HTTP. */
import {
  applyCommandPlan,
  ClientHub,
  type ClientGroup,
  type CommandDefinition,
  type CommandPlan,
  CommandSyncError,
  EntryPoint,
  Handler,
  type InteractionOptions,
  MessageCommand,
  type MessageCommandContext,
  planCommands,
  Slash,
  type SlashContext,
} from 'corduroy';
import { type CommandCreateBody } from 'corduroy/models';
import { ApplicationCommandType, ApplicationIntegrationType } from 'discord-api-types/v10';
import { MemorySessionStore } from 'corduroy/gateway';
import { RestClient } from 'corduroy/rest';
import { DiscordSimulator, type SimBot, type SimGuild } from 'corduroy/testing';
import { RecordingLogger } from './support/recording-logger';
import { eventually } from './support/waiting';

type Type = new () => object;

@Handler()
class Ban {
  @Slash('ban', 'Ban a member', {
    permissions: ['BanMembers'],
    contexts: ['Guild'],
    nameLocalizations: { de: 'bannen' },
  })
  ban(_ctx: SlashContext): string {
    return 'banned';
  }
}

@Handler()
class BanBetter {
  @Slash('ban', 'Ban somebody', {
    permissions: ['BanMembers'],
    contexts: ['Guild'],
    nameLocalizations: { de: 'bannen' },
  })
  ban(_ctx: SlashContext): string {
    return 'banned';
  }
}

@Handler()
class Report {
  @MessageCommand('Report message')
  report(_ctx: MessageCommandContext): string {
    return 'reported';
  }
}

const HERE = '880000000000000001';

@Handler()
class OfOneGuild {
  @Slash('here', 'Only here', { guilds: [HERE] })
  here(_ctx: SlashContext): string {
    return 'here';
  }
}

@Handler()
@EntryPoint('play', 'Open the game')
class Game {}

@Handler()
class Both {
  @Slash('here', 'Everywhere')
  everywhere(_ctx: SlashContext): string {
    return 'everywhere';
  }
  @Slash('here', 'Only here', { guilds: [HERE] })
  here(_ctx: SlashContext): string {
    return 'here';
  }
}

describe('commands of a bot', () => {
  let discord: DiscordSimulator;
  let bot: SimBot;
  let guild: SimGuild;
  let logger: RecordingLogger;
  const hubs: ClientHub[] = [];
  const clients: RestClient[] = [];
  let sessionStore: MemorySessionStore;
  let seen = 0;

  beforeEach(async () => {
    discord = await DiscordSimulator.start({ rest: { limits: false, globalPerSecond: 1_000 } });
    bot = discord.createBot({ name: 'alpha' });
    guild = discord.createGuild({ name: 'Loom', id: HERE });
    logger = new RecordingLogger();
    sessionStore = new MemorySessionStore();
    seen = 0;
  });
  afterEach(async () => {
    await Promise.all(hubs.splice(0).map((hub) => hub.stop()));
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await discord.close();
  });

  function make(handlers: readonly Type[], interactions: InteractionOptions = {}): ClientGroup {
    const hub = new ClientHub({ logger, api: discord.apiUrl });
    hubs.push(hub);
    return hub.createClientGroup('alpha', bot.token, { handlers, interactions, sessionStore, cache: 'off' });
  }

  async function run(handlers: readonly Type[], interactions: InteractionOptions = {}): Promise<ClientGroup> {
    const group = make(handlers, interactions);
    await group.start();
    return group;
  }

  /** One life of the bot: what it sent about commands, reads aside. */
  async function life(handlers: readonly Type[], interactions: InteractionOptions = {}): Promise<string[]> {
    const group = await run(handlers, interactions);
    await group.commands.synced;
    // The next life goes on with the session: Discord lets a new one begin every five seconds only.
    await group.stop({ resumable: true });
    return writes();
  }

  /** What was sent about commands since the last look, reads aside. */
  function writes(): string[] {
    const all = discord.log.requests({ path: /\/commands/ });
    const news = all.slice(seen).filter(({ method }) => method !== 'GET');
    seen = all.length;
    return news.map(({ method, path }) => `${method} ${path.replaceAll(/\d{5,}/g, '{}')}`);
  }

  const there = (at?: SimGuild): { readonly id: string; readonly name: string; readonly description: string }[] =>
    discord.application(bot).commands(at) as never;
  const names = (at?: SimGuild): string[] => there(at).map(({ name }) => name);

  function rest(): RestClient {
    const client = new RestClient(bot.token, { api: discord.apiUrl, retries: 0 });
    clients.push(client);
    return client;
  }

  describe('at the start', () => {
    it('are made, are not sent again, are edited by their field, and go', async () => {
      expect(await life([Ban, Report])).toEqual(['PUT /applications/{}/commands']);
      expect(names()).toEqual(['ban', 'Report message']);
      const [{ id } = { id: '' }] = there();

      expect(await life([Ban, Report])).toEqual([]);

      expect(await life([BanBetter, Report])).toEqual(['PATCH /applications/{}/commands/{}']);
      expect(discord.log.requests({ method: 'PATCH' })[0]?.body).toEqual({ description: 'Ban somebody' });
      expect(there()[0]).toMatchObject({ id, description: 'Ban somebody' });

      expect(await life([BanBetter])).toEqual(['DELETE /applications/{}/commands/{}']);
      expect(names()).toEqual(['ban']);
      expect(logger.of('info').filter((line) => line.includes('synced'))).toEqual([
        'commands synced: 2 created, 0 edited, 0 deleted',
        'commands synced: 0 created, 1 edited, 0 deleted',
        'commands synced: 0 created, 0 edited, 1 deleted',
      ]);
      expect(logger.of('warn').join()).toMatch(/does not define were deleted: "Report message".*retain: 'keep'/);
    });

    it('are there when the start of a bot on a simulator is over', async () => {
      await run([Ban]);
      expect(names()).toEqual(['ban']);
    });

    it('of one guild go to that guild, and all places are left alone where the code defines nothing', async () => {
      const client = rest();
      await client.commands.create(bot.applicationId, { name: 'others', description: 'Of somebody else' });
      writes();
      expect(await life([OfOneGuild])).toEqual(['POST /applications/{}/guilds/{}/commands']);
      expect([names(), names(guild)]).toEqual([['others'], ['here']]);
      expect(await life([])).toEqual([]);
      expect([names(), names(guild)]).toEqual([['others'], ['here']]);
    });

    it('go to one guild for development, and to no other place', async () => {
      await life([Report]);
      expect(await life([Ban, OfOneGuild, Game], { sync: { guild: guild.id } })).toEqual([
        'PUT /applications/{}/guilds/{}/commands',
      ]);
      expect([names(), names(guild)]).toEqual([['Report message'], ['ban', 'here']]);
      expect(await life([Ban, OfOneGuild, Game], { sync: { guild: guild.id } })).toEqual([]);
    });

    it('of one name are a global one and a guild’s own; a guild for development has the one of the two that is its own', async () => {
      await life([Both]);
      expect([there(), there(guild)].map(([command]) => command?.description)).toEqual(['Everywhere', 'Only here']);
      expect(await life([Both])).toEqual([]);

      const other = discord.createGuild({ name: 'Elsewhere' });
      await life([Both], { sync: { guild: guild.id } });
      await life([Both], { sync: { guild: other.id } });
      expect(there(guild).map(({ description }) => description)).toEqual(['Only here']);
      expect(there(other).map(({ description }) => description)).toEqual(['Everywhere']);
      expect(await life([Both], { sync: { guild: other.id } })).toEqual([]);
    });

    it('stay where they are retained', async () => {
      await life([Ban, Report]);
      expect(await life([Ban], { retain: 'keep' })).toEqual([]);
      expect(await life([Ban], { retain: ({ name }) => name.startsWith('Report') })).toEqual([]);
      expect(await life([Ban], { retain: () => false })).toEqual(['DELETE /applications/{}/commands/{}']);
    });

    it('spare the entry point, whatever becomes of the others', async () => {
      await life([Ban, Report, Game]);
      const play = there().find(({ name }) => name === 'play');
      await life([OfOneGuild], {});
      const group = make([Ban]);
      await group.commands.sync({ retain: () => false });
      expect(names()).toEqual(['ban', 'play']);
      expect(there()[1]?.id).toBe(play?.id);
    });

    it('are not touched by a bot that syncs by hand', async () => {
      expect(await life([Ban], { sync: 'manual' })).toEqual([]);
      expect(discord.log.requests({ path: /\/commands/ })).toEqual([]);
    });

    it('keep nobody from starting when Discord refuses them', async () => {
      discord.faults.rest.respond({
        method: 'POST',
        path: /\/commands$/,
        status: 400,
        body: { code: 30034, message: 'Max number of daily application command creates has been reached (200)' },
      });
      const group = await run([Ban]);
      expect(group.state).toBe('ready');
      const [line = '', ...others] = logger.of('error');
      expect(others).toEqual([]);
      expect(line).toMatch(/0 of 1 changes were made/);
      expect(line).toMatch(/global commands, create \/ban: .*daily/);
      expect(line).toMatch(/\n {2}\+ \/ban/);
      await expect(group.commands.synced).resolves.toBeUndefined();
    });

    it('do not hold up places of the others when the bot is not in a guild', async () => {
      @Handler()
      class Elsewhere {
        @Slash('gone', 'In a guild that threw the bot out', { guilds: ['880000000000000002'] })
        gone(_ctx: SlashContext): string {
          return '';
        }
      }
      const group = await run([Elsewhere, Ban]);
      expect(group.state).toBe('ready');
      expect(names()).toEqual(['ban']);
      expect(logger.of('error').join()).toMatch(/commands of guild 880000000000000002: .*Missing Access/);
    });

    it('are asked for while the application is, because READY has told which it is', async () => {
      discord.faults.rest.hang({ method: 'GET', path: /\/applications\/@me$/ });
      const group = make([Ban]);
      const starting = group.start().catch(() => undefined);
      await eventually('the list to be asked for', () => discord.log.requests({ path: /\/commands$/ }).length === 1);
      await group.stop();
      await starting;
    });

    it('are given up when the bot stops meanwhile', async () => {
      discord.faults.rest.hang({ method: 'GET', path: /\/commands$/ });
      const group = make([Ban]);
      const starting = group.start().catch(() => undefined);
      await eventually('the list to be asked for', () => discord.log.requests({ path: /\/commands$/ }).length === 1);
      await group.stop();
      await starting;
      expect(logger.of('error')).toEqual([]);
      await expect(group.commands.synced).resolves.toBeUndefined();
    });
  });

  describe('by script', () => {
    it('can be looked at and synced without a session', async () => {
      const group = make([Ban, Report]);
      const plan = await group.commands.plan();
      expect(String(plan)).toBe(
        'Commands: 2 to create, 0 kept\n\nglobal\n  + /ban\n  + "Report message" of the message menu',
      );
      expect(writes()).toEqual([]);
      const progress: string[] = [];
      await group.commands.sync({ onProgress: ({ done, total }) => progress.push(`${done}/${total}`) });
      expect(progress).toEqual(['2/2']);
      expect((await group.commands.plan()).isEmpty).toBe(true);
      expect(discord.log.connections()).toEqual([]);
    });

    it('sweep places that the code names no more', async () => {
      await life([OfOneGuild]);
      await life([Report]);
      const group = make([Ban]);
      const plan = await group.commands.plan({ alsoIn: [guild.id] });
      expect(plan.deletes.map(({ name }) => name)).toEqual(['Report message', 'here']);
      await group.commands.sync({ alsoIn: [guild.id] });
      expect([names(), names(guild)]).toEqual([['ban'], []]);
    });

    it('are one sync at a time', async () => {
      const group = make([Ban, Report]);
      const results = await Promise.all([group.commands.sync(), group.commands.sync()]);
      expect(results.map(({ calls }) => calls)).toEqual([1, 0]);
    });

    it('say what is wrong with the definitions, and what Discord did not tell', async () => {
      await expect(make([Ban, BanBetter]).commands.plan()).rejects.toMatchObject({ name: 'SetupError' });
      discord.faults.rest.respond({ path: /@me$/, status: 403, body: { code: 50001, message: 'Missing Access' } });
      await expect(make([Ban]).commands.plan()).rejects.toMatchObject({ code: 'INTERACTION_SYNC_FAILED' });
    });
  });

  describe('in trouble', () => {
    const command = (name: string, more: object = {}): CommandDefinition => ({
      body: { name, description: name, ...more },
      guildIds: undefined,
      target: undefined as never,
    });

    async function planned(client: RestClient, wanted: readonly CommandDefinition[]): Promise<CommandPlan> {
      const commands = await client.commands.list(bot.applicationId, { withLocalizations: true });
      return planCommands(wanted, [{ commands }]);
    }

    /** One command stays, so that the others go one by one. */
    async function begin(...more: string[]): Promise<RestClient> {
      const client = rest();
      await client.commands.bulkOverwrite(
        bot.applicationId,
        ['stays', ...more].map((name) => ({ name, description: name })),
      );
      writes();
      return client;
    }

    it('do the rest when one is refused, delete nothing then, and tell what is left', async () => {
      const client = await begin('old');
      discord.faults.rest.respond({
        method: 'POST',
        path: /\/commands$/,
        status: 400,
        body: { code: 50035, message: 'Invalid Form Body' },
      });
      const plan = await planned(client, [command('stays'), command('first'), command('second')]);
      const error = await applyCommandPlan(plan, client, bot.applicationId).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(CommandSyncError);
      const { applied, failures, rest: left, message } = error as CommandSyncError;
      expect(applied.map(({ name }) => name)).toEqual(['second']);
      expect(failures).toMatchObject([{ changes: [{ name: 'first' }], error: { discordCode: 50035 } }]);
      expect(left.changes.map(({ action, name }) => `${action} ${name}`)).toEqual(['create first', 'delete old']);
      expect(message).toMatch(/1 of 3 changes were made[^]*create \/first[^]*Try: /);
      expect(names()).toEqual(['stays', 'old', 'second']);
      // What is left can be applied as it is.
      await applyCommandPlan(left, client, bot.applicationId);
      expect(names()).toEqual(['stays', 'second', 'first']);
    });

    it('spare what was done of a plan already when the rest of it is applied', async () => {
      const client = await begin();
      const wanted = ['stays', 'a', 'b', 'c', 'd', 'e'];
      const plan = await planned(
        client,
        wanted.map((name) => command(name)),
      );
      const [done] = plan.creates;
      await client.commands.create(bot.applicationId, done!.body);
      await applyCommandPlan(plan.without([done!]), client, bot.applicationId);
      expect(names()).toEqual(wanted);
    });

    it('go on with other places when one has had its creates of a day, however Discord says it', async () => {
      const client = await begin();
      const commands = await client.commands.list(bot.applicationId, { withLocalizations: true });
      const here = { ...command('here'), guildIds: [HERE] };
      const wanted = [command('stays'), command('a'), command('b'), here];
      const plan = planCommands(wanted, [{ commands }, { guildId: HERE, commands: [] }]);
      discord.faults.rest.respond({
        method: 'POST',
        path: /applications\/\d+\/commands$/,
        status: 429,
        headers: { 'retry-after': '40000' },
        body: {
          code: 30_034,
          message: 'Max number of daily application command creates has been reached (200)',
          retry_after: 40_000,
        },
      });
      const error = await applyCommandPlan(plan, client, bot.applicationId).catch((thrown: unknown) => thrown);
      expect((error as CommandSyncError).applied.map(({ name }) => name)).toEqual(['here']);
      expect(names(guild)).toEqual(['here']);
    });

    it('stop when there is no way to Discord', async () => {
      const client = await begin();
      discord.faults.rest.serverError(502, 1, { method: 'POST' });
      const plan = await planned(client, [command('stays'), command('a'), command('b')]);
      const error = await applyCommandPlan(plan, client, bot.applicationId).catch((thrown: unknown) => thrown);
      expect((error as CommandSyncError).rest.changes).toHaveLength(2);
      expect(writes()).toEqual(['POST /applications/{}/commands']);
    });

    it('take a command for deleted that somebody else deleted', async () => {
      const client = await begin('old');
      const plan = await planned(client, [command('stays')]);
      await client.commands.delete(bot.applicationId, plan.deletes[0]?.id ?? '');
      await expect(applyCommandPlan(plan, client, bot.applicationId)).resolves.toMatchObject({ calls: 1 });
    });

    it('stop at a signal, at their limit, and when whoever watches throws', async () => {
      const client = await begin();
      const wanted = [command('stays'), command('a'), command('b')];
      const aborted = applyCommandPlan(await planned(client, wanted), client, bot.applicationId, {
        signal: AbortSignal.abort(new Error('enough')),
      });
      await expect(aborted).rejects.toMatchObject({ applied: [], failures: [{ error: { message: 'enough' } }] });
      expect(writes()).toEqual([]);

      discord.faults.rest.hang({ method: 'POST' });
      const slow = applyCommandPlan(await planned(client, wanted), client, bot.applicationId, { limitMs: 50 });
      await expect(slow).rejects.toMatchObject({
        applied: [],
        cause: { message: expect.stringContaining('50 ms') as string },
      });

      const watched = applyCommandPlan(await planned(client, wanted), client, bot.applicationId, {
        onProgress: () => {
          throw new Error('no more');
        },
      });
      await expect(watched).rejects.toMatchObject({ applied: [{ name: 'a' }], rest: { creates: [{ name: 'b' }] } });
    });

    it('refuse what cannot be sent before it is, and do the others', async () => {
      const client = await begin();
      const plan = await planned(client, [command('stays'), command('NOT A NAME'), command('b')]);
      await expect(applyCommandPlan(plan, client, bot.applicationId)).rejects.toMatchObject({
        applied: [{ name: 'b' }],
        failures: [{ error: { code: 'BODY_INVALID' } }],
      });
    });

    it('make room first where there is none', async () => {
      const client = rest();
      const menu = (name: string): CommandDefinition => ({
        ...command(name),
        body: { type: ApplicationCommandType.User, name },
      });
      const full = Array.from({ length: 15 }, (_, index) => menu(`m${index}`));
      await applyCommandPlan(await planned(client, full), client, bot.applicationId);
      writes();
      await applyCommandPlan(await planned(client, [...full.slice(1), menu('new')]), client, bot.applicationId);
      expect(writes()).toEqual(['DELETE /applications/{}/commands/{}', 'POST /applications/{}/commands']);
    });
  });

  it('become what is planned, whatever they were: a plan that was applied leaves an empty one', async () => {
    const client = rest();
    const random = randomFrom(20_261);
    for (let round = 0; round < 40; round += 1) {
      const wanted = randomCommands(random);
      const guildId = random() < 0.3 ? guild.id : undefined;
      const definitions = wanted.map((body): CommandDefinition => ({
        body,
        guildIds: guildId === undefined ? undefined : [guildId],
        target: undefined as never,
      }));
      const read = async (): Promise<CommandPlan> => {
        const query = { withLocalizations: true };
        const commands =
          guildId === undefined
            ? await client.commands.list(bot.applicationId, query)
            : await client.commands.listForGuild(bot.applicationId, guildId, query);
        return planCommands(definitions, [{ guildId, commands }], {
          integrationTypes: [ApplicationIntegrationType.GuildInstall],
        });
      };
      const plan = await read();
      const before = discord.log.nextEntry;
      const { calls } = await applyCommandPlan(plan, client, bot.applicationId);
      const sent = discord.log.requests().filter(({ order, method }) => order >= before && method !== 'GET');
      expect(sent).toHaveLength(calls);
      expect(calls).toBeLessThanOrEqual(Math.max(plan.changes.length, 0));
      expect(String(await read())).toBe(`Commands: nothing to do, ${wanted.length} kept`);
      expect(names(guildId === undefined ? undefined : guild).sort()).toEqual(wanted.map(({ name }) => name).sort());
    }
  });
});

/** A small generator that gives the same numbers each time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A handful of commands of a few names, each with some of everything. */
function randomCommands(random: () => number): CommandCreateBody[] {
  const chance = (probability: number): boolean => random() < probability;
  const pick = <T>(...values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const maybe = (probability: number, fields: () => object): object => (chance(probability) ? fields() : {});
  const some = (names: readonly string[]): string[] =>
    [...names].sort(() => random() - 0.5).slice(0, Math.floor(random() * (names.length + 1)));

  const texts = (): object => ({
    description: pick('One', 'Two', 'Three'),
    ...maybe(0.3, () => ({ nameLocalizations: pick({}, { de: 'a' }, { de: 'b', fr: 'c' }, null) })),
    ...maybe(0.3, () => ({ descriptionLocalizations: pick({ de: 'A' }, { 'en-GB': 'B' }) })),
  });
  const leaf = (name: string): object => {
    const type = pick(3, 4, 5, 7, 10, 11);
    const values = type === 3 ? ['x', 'y', 'z'] : [1, 2, 3];
    const choices = (): object => ({
      choices: some(['a', 'b', 'c c']).map((label, index) => ({ name: label, value: values[index] })),
    });
    return {
      type,
      name,
      ...texts(),
      ...maybe(0.3, () => ({ required: false })),
      ...(type === 3
        ? { ...maybe(0.4, choices), ...maybe(0.3, () => ({ minLength: pick(0, 2), maxLength: pick(9, 6000) })) }
        : {}),
      ...(type === 4 || type === 10
        ? { ...maybe(0.4, choices), ...maybe(0.3, () => ({ minValue: pick(-1, 0), maxValue: 7 })) }
        : {}),
      ...(type === 7 ? maybe(0.5, () => ({ channelTypes: pick([0], [2, 0]) })) : {}),
      ...(type === 11 ? maybe(0.5, () => ({ fileTypes: pick(['image'], ['.pdf', 'video']) })) : {}),
    };
  };
  const subcommand = (name: string): object => ({ type: 1, name, ...texts(), options: some(['p', 'q']).map(leaf) });
  const group = (name: string): object => ({
    type: 2,
    name,
    ...texts(),
    options: ['s', ...some(['t'])].map(subcommand),
  });
  const options = (): readonly object[] =>
    pick(
      () => [],
      () => some(['p', 'q', 'r']).map(leaf),
      () => some(['s', 't']).map(subcommand),
      () => some(['g', 'h']).map(group),
    )();
  const place = (): object => ({
    ...maybe(0.3, () => ({ nsfw: chance(0.5) })),
    ...maybe(0.3, () => ({ contexts: pick([0], [0, 1], [2, 1, 0], null) })),
    ...maybe(0.3, () => ({ integrationTypes: pick([0], [1, 0]) })),
    ...maybe(0.3, () => ({ defaultMemberPermissions: pick<unknown>('0', '8', 4n, null) })),
  });
  const slash = some(['ban', 'kick', 'role', 'warn']).map((name) => ({
    name,
    ...texts(),
    ...place(),
    ...maybe(0.8, () => ({ options: options() })),
  }));
  const menus = some(['Report', 'Quote']).map((name) => ({
    type: pick(ApplicationCommandType.User, ApplicationCommandType.Message),
    name,
    ...place(),
  }));
  return [...slash, ...menus] as CommandCreateBody[];
}
