/**
 * What `npm start` runs: the first sample on an embedded Discord, with a short conversation to watch, then your turn.
 * With DISCORD_TOKEN set the same sample runs on Discord instead. Without a terminal it ends after the conversation.
 */
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { DiscordSimulator } from 'corduroy/testing';

void (process.env.DISCORD_TOKEN ? runOnDiscord() : runOnSimulator());

async function runOnDiscord(): Promise<void> {
  console.log('DISCORD_TOKEN is set: running on Discord. Say "hello" where the bot can read it; Ctrl-C ends it.\n');
  await import('./01-hello/bootstrap.js');
}

async function runOnSimulator(): Promise<void> {
  console.log('No DISCORD_TOKEN: running on an embedded Discord on this machine.\n');
  await using discord = await DiscordSimulator.start();
  const guild = discord.createGuild({ name: 'Loom' });
  const general = guild.channel('general');
  const alice = guild.addMember('alice');
  const you = guild.addMember('you');
  const alpha = discord.createBot({ name: 'Alpha' });
  const bots = [alpha, discord.createBot({ name: 'Beta' })];
  discord.onMessage(({ author, content }) => {
    console.log(`  #general  ${author.name.padEnd(6)} ${content}`);
  });

  process.env.CORDUROY_API = discord.apiUrl;
  [process.env.DISCORD_TOKEN, process.env.DISCORD_TOKEN_2] = bots.map((bot) => bot.token);
  const startedAt = performance.now();
  const { hub } = await import('./01-hello/bootstrap.js');
  await Promise.all(
    bots.map(async (bot) => {
      await discord.untilOnline(bot, { timeoutMs: 20_000 });
      console.log(`  ${bot.name} is READY after ${Math.round(performance.now() - startedAt)} ms`);
    }),
  );
  console.log();

  for (const line of ['hello', 'tell beta two bots, one program', 'bye']) {
    await pause(400);
    await alice.say(general, line);
    await discord.nextMessage({ timeoutMs: 10_000 });
  }

  // Commands and buttons: who uses them waits for the answer, which is a message or a change of one.
  await pause(400);
  console.log('  #general  alice  /wave');
  const wave = await alice.run(alpha, 'wave', {}, { channel: general });
  const waved = await wave.reply({ timeoutMs: 10_000 });
  await pause(400);
  console.log('  #general  alice  [Again]');
  await (await alice.click(waved, 'Again')).answered({ timeoutMs: 10_000 });
  console.log(`  #general  Alpha  ${waved.content}`);

  if (process.stdin.isTTY) {
    console.log('\nYour turn: type "hello", "tell beta …", "bye" or "/wave". Ctrl-C ends it.');
    const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '' });
    // The terminal takes Ctrl-C for itself; the hub is the one that has to hear it.
    terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    terminal.on('close', () => void hub.stop());
    terminal.on('line', (line) => {
      const text = line.trim();
      if (text === '/wave') void you.run(alpha, 'wave', {}, { channel: general }).catch(console.error);
      else if (text !== '') void you.say(general, text);
    });
    await hub.closed;
    terminal.close();
  }
  await hub.stop();
  console.log('\nBoth bots went offline gracefully.');
}
