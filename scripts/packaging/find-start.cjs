/**
 * Writes down what a bot runs something of: the modules of `starting.txt` until it has identified, those of `running.txt` from there until
 * it has heard an event, those of `answering.txt` more if it has commands. parts.cjs lays out the package by them. To be run when the test
 * of the package says that a start loads late parts.
 */
'use strict';
const { execFileSync, spawn } = require('node:child_process');
const { readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join, relative } = require('node:path');
const { fileURLToPath } = require('node:url');

const root = join(__dirname, '..', '..');
const built = join(root, 'build', 'start');
/** How esbuild marks where a module begins. */
const MODULE = /^\/\/ build\/modules-\d+\/(\S+\.js)$/gm;

const WORD = { word: 'o/' };
const PHASES = ['starting', 'running', 'answering'];

async function main() {
  let found = PHASES.map(() => []);
  // Until nothing more is found: what a module takes of another is seen only where that one is in another part.
  for (let before; JSON.stringify(found) !== before;) {
    before = JSON.stringify(found);
    write(found);
    execFileSync(process.execPath, [join(root, 'scripts', 'build.cjs'), relative(root, built), 'loose'], {
      cwd: root,
      stdio: 'inherit',
    });
    const counts = await countsOfStart();
    found = apart(PHASES.map((phase, index) => [...found[index], ...modulesRun(counts[phase])]));
    console.log(found.map(({ length }, index) => `${PHASES[index]}: ${length} modules`).join(', '));
  }
  rmSync(built, { recursive: true, force: true });
}

/** Each module only where it is needed first. */
function apart(found) {
  const earlier = new Set();
  return found.map((modules) => {
    const fresh = new Set(modules.filter((name) => !earlier.has(name)));
    for (const name of fresh) earlier.add(name);
    return [...fresh].sort();
  });
}

function write(found) {
  for (const [index, modules] of found.entries()) {
    writeFileSync(join(__dirname, `${PHASES[index]}.txt`), modules.map((name) => `${name}\n`).join(''));
  }
}

/** What V8 counted in each file of the package. */
async function countsOfStart() {
  const { DiscordSimulator } = require(join(built, 'testing', 'index.js'));
  const discord = await DiscordSimulator.start();
  try {
    const guild = discord.createGuild({ name: 'Loom' });
    const alice = guild.addMember('alice');
    // As in most guilds.
    await guild.addMember('bob').joinVoice(guild.createChannel({ name: 'Lounge', type: 'voice' }));
    const bots = ['Shuttle', 'Bobbin', 'Heddle'].map((name) => discord.createBot({ name }));
    const tokens = bots.map(({ token }) => token);
    // In a process that has nothing of the simulator's, which uses more.
    const bot = spawn(process.execPath, [join(__dirname, 'start-bot.cjs'), built, discord.apiUrl, ...tokens]);
    let output = '';
    bot.stdout.on('data', (data) => (output += data));
    bot.stderr.on('data', (data) => {
      const [said, index] = data.toString().trim().split(' ');
      if (said !== 'started') process.stderr.write(data);
      else
        void alice.say(guild.channel('general'), 'hello').then(() => index === '2' && alice.run(bots[2], 'wave', WORD));
    });
    await new Promise((resolve, reject) => {
      bot.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`The bot ended with ${code}.`))));
    });
    return JSON.parse(output);
  } finally {
    await discord.close();
  }
}

/** The modules of which anything was called. */
function modulesRun(scripts) {
  const run = new Set();
  for (const { url, functions } of scripts) {
    const text = readFileSync(fileURLToPath(url), 'utf8');
    const modules = Array.from(text.matchAll(MODULE), ({ index, 1: name }) => ({ index, name }));
    for (const { ranges } of functions) {
      const [{ count, startOffset }] = ranges;
      if (count === 0) continue;
      const within = modules.filter(({ index }) => index <= startOffset).at(-1);
      if (within && !within.name.endsWith('index.js') && within.name !== 'shared.js') run.add(within.name);
    }
  }
  return run;
}

void main();
