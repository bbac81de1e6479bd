/**
 * The simulated Discord of a run: its gateway, its voice gateway and the delivery service of its end-to-end encryption, with
 * somebody in every call who listens, because a bot alone has nobody to encrypt for. Audio does not come here, but to the sink.
 */
'use strict';
const { DiscordSimulator } = require('corduroy/testing');
const { settings, tell } = require('../lib/children.cjs');

/** Shards start side by side. */
const CONCURRENCY = 16;
const AT_ONCE = 20;
/** Frames of calls that were joined long ago need not be remembered. */
const LOG_LIMIT = 1_000;

const { calls, shards, addresses } = settings();

async function main() {
  const discord = await DiscordSimulator.start({
    gateway: { maxConcurrency: CONCURRENCY },
    logLimit: LOG_LIMIT,
    voice: { tls: true, audioAt: addresses },
  });
  await discord.voice.openServers(1);
  const bot = discord.createBot({ name: 'bench', shards, permissions: ['Administrator'] });
  const rooms = Array.from({ length: calls }, (_, index) => {
    const guild = discord.createGuild({ name: `Guild ${index}` });
    return { guild, talk: guild.createChannel({ name: 'Talk', type: 'voice' }) };
  });
  for (let from = 0; from < rooms.length; from += AT_ONCE) {
    const some = rooms.slice(from, from + AT_ONCE);
    await Promise.all(some.map(({ guild, talk }, at) => guild.addMember(`alice-${from + at}`).connectVoice(talk)));
  }
  process.on('message', ({ type }) => {
    if (type !== 'settled') return;
    const all = discord.voice.calls;
    const ready = all.filter(({ epoch, settled, userIds }) => userIds.length === 2 && epoch > 0 && settled);
    tell('settled', { count: ready.length });
  });
  tell('listening', {
    apiUrl: discord.apiUrl,
    gatewayUrl: discord.gatewayUrl,
    token: bot.token,
    certificates: discord.voice.servers.map(({ certificate }) => certificate ?? '').join(''),
    rooms: rooms.map(({ guild, talk }) => ({ guildId: guild.id, channelId: talk.id })),
  });
}

void main();
