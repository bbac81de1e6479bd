/** A world for tests of interactions: a bot on a bare gateway connection, people, commands, and a clock in hand. */
import { type APIInteraction } from 'discord-api-types/v10';
import { ManualClock } from '../../../src/util';
import { DiscordSimulator, type SimBot, type SimGuild, type SimMember } from '../../../src/testing/simulator';
import { type Answer, caller, type Caller, RawClient } from './support';

export interface Stage {
  readonly discord: DiscordSimulator;
  readonly clock: ManualClock;
  readonly bot: SimBot;
  readonly guild: SimGuild;
  readonly alice: SimMember;
  readonly bob: SimMember;
  readonly client: RawClient;
  readonly call: Caller;
  /** Registers global commands in place of what was there. */
  register(...commands: object[]): Promise<void>;
  /** The newest INTERACTION_CREATE. */
  last(): Promise<APIInteraction>;
  /** Answers the newest interaction, without any authorization. */
  answer(type: number, data?: object, query?: string): Promise<Answer>;
  /** Asks `/webhooks/{application}/{token}` of the newest interaction. */
  hook(method: string, rest: string, body?: object): Promise<Answer>;
  close(): Promise<void>;
}

/** A command that takes nothing. */
export const PING = { name: 'ping', description: 'Answers' };

export async function openStage(globalPerSecond = 100_000): Promise<Stage> {
  const clock = new ManualClock();
  // Nobody beats here while a quarter of an hour goes by.
  const heartbeatIntervalMs = 3_600_000;
  const discord = await DiscordSimulator.start({
    clock,
    heartbeatIntervalMs,
    rest: { limits: false, globalPerSecond },
  });
  const bot = discord.createBot({ name: 'Alpha' });
  const guild = discord.createGuild({ name: 'Loom' });
  const alice = guild.addMember('alice');
  const bob = guild.addMember('bob');
  const client = new RawClient(discord.gatewayUrl);
  await client.ready(bot);
  const call = caller(discord, bot);
  const open: Caller = (method, path, body) => call(method, path, body, { authorization: '' });
  const last = async (): Promise<APIInteraction> => {
    const sent = discord.log.interactions().filter(({ event }) => event === 'sent').length;
    const frame = await client.event('INTERACTION_CREATE', sent);
    return frame.d as unknown as APIInteraction;
  };
  return {
    discord,
    clock,
    bot,
    guild,
    alice,
    bob,
    client,
    call,
    last,
    async register(...commands) {
      const { status, text } = await call('PUT', `/applications/${bot.applicationId}/commands`, commands);
      if (status !== 200) throw new Error(text);
    },
    async answer(type, data, query = '') {
      const { id, token } = await last();
      return open('POST', `/interactions/${id}/${token}/callback${query}`, { type, ...(data ? { data } : {}) });
    },
    async hook(method, rest, body) {
      const { application_id: application, token } = await last();
      return open(method, `/webhooks/${application}/${token}${rest}`, body);
    },
    async close() {
      await client.hangUp(1000);
      await discord.close();
    },
  };
}

/** A row of one button. */
export const row = (...components: object[]): object => ({ type: 1, components });
export const button = (customId: string, label: string, more: object = {}): object => ({
  type: 2,
  style: 1,
  custom_id: customId,
  label,
  ...more,
});
