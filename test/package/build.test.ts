/** What is published: built as for a release, and used as its users do. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as face from '../../src';
import * as testingFace from '../../src/testing';

const root = join(__dirname, '..', '..');
const target = join('build', 'package');
const built = join(root, target);

/** Runs a script in a process of its own, which knows nothing of the tests. */
function run(script: string, ...flags: string[]): unknown {
  const output = execFileSync(process.execPath, [...flags, '-e', script], { cwd: built, encoding: 'utf8' });
  return JSON.parse(output) as unknown;
}

/**
 * Runs the body of an async function as a bot, which has `library`, `api`, `token` and `late()`, in a process that has nothing of
 * the simulator's. When it sends `ready`, somebody runs its command and sends it the answer. Gives what the function returns.
 */
function runAtDiscord(body: string): unknown {
  const bot = `
    const library = require('./index.js');
    const [, api, token] = process.argv;
    const late = () => Object.keys(require.cache).flatMap((path) => /late[/\\\\](\\w+)\\.js$/.exec(path)?.[1] ?? []).sort();
    (async () => {
      ${body}
    })().then((result) => {
      process.send({ result });
      process.disconnect();
    });
  `;
  return run(`
    const { DiscordSimulator } = require('./testing/index.js');
    const { spawn } = require('node:child_process');
    (async () => {
      const discord = await DiscordSimulator.start();
      try {
        const guild = discord.createGuild({ name: 'Loom' });
        const alice = guild.addMember('alice');
        const shuttle = discord.createBot({ name: 'Shuttle' });
        const stdio = ['ignore', 'inherit', 'inherit', 'ipc'];
        const child = spawn(process.execPath, ['-e', ${JSON.stringify(bot)}, discord.apiUrl, shuttle.token], { stdio });
        const result = await new Promise((resolve, reject) => {
          child.on('message', (said) => {
            if (said === 'ready') void alice.run(shuttle, 'ping').then((run) => run.reply()).then(({ content }) => child.send(content));
            else resolve(said.result);
          });
          child.on('close', (code) => reject(new Error('the bot ended with ' + code)));
        });
        console.log(JSON.stringify(result));
      } finally {
        await discord.close();
      }
    })();
  `);
}

describe('the built package', () => {
  beforeAll(() => {
    execFileSync(process.execPath, [join('scripts', 'build.cjs'), target], { cwd: root, stdio: 'pipe' });
  }, 120_000);

  afterAll(() => {
    rmSync(built, { recursive: true, force: true });
  });

  it('exports what the source exports', () => {
    const script = (path: string): string => `console.log(JSON.stringify(Object.keys(require('${path}'))))`;
    expect((run(script('./index.js')) as string[]).sort()).toEqual(Object.keys(face).sort());
    expect((run(script('./testing/index.js')) as string[]).sort()).toEqual(Object.keys(testingFace).sort());
  });

  it('keeps the names of classes, which errors and logs tell', () => {
    const renamed = run(`
      const face = require('./index.js');
      const classes = Object.entries(face).filter(([, value]) => typeof value === 'function' && /^class /.test(String(value)));
      console.log(JSON.stringify(classes.filter(([name, value]) => value.name !== name).map(([name]) => name)));
    `);
    expect(renamed).toEqual([]);
  });

  it('redefines the name of no class with a base, which would keep all that makes one from being optimised', () => {
    const late = readdirSync(join(built, 'late')).filter((name) => name.endsWith('.js'));
    const code = ['corduroy.js', ...late.map((name) => join('late', name))].map((name) =>
      readFileSync(join(built, name), 'utf8'),
    );
    const redefined = /\bclass\b[^{}]*\bextends\b[^{}]*\{\s*static\s*\{\s*__name\(\s*this,.{0,40}/g;
    expect(code.flatMap((text) => text.match(redefined) ?? [])).toEqual([]);
    expect(code[0]).toMatch(/\bClientHub\s*=\s*class\b/);
  });

  it('has one copy of each class, whichever subpath it is taken from', () => {
    const same = run(`
      const { ClientHub, Message, RestClient } = require('./index.js');
      const { runBot, DiscordSimulator } = require('./testing/index.js');
      (async () => {
        await using_(await DiscordSimulator.start(), async (discord) => {
          discord.createGuild({ name: 'Loom' });
          const bot = await runBot(discord, {});
          console.log(JSON.stringify([
            bot.group.client instanceof require('./rest/index.js').RestClient,
            require('./models/index.js').Message === Message,
            require('./hub/index.js').ClientHub === ClientHub,
            bot.group.client instanceof RestClient,
          ]));
          await bot.stop();
        });
      })();
      async function using_(what, body) { try { await body(what); } finally { await what.close(); } }
    `);
    expect(same).toEqual([true, true, true, true]);
  });

  it('can be imported by name from an ES module', () => {
    const names = run(
      `import { ClientHub, MessageCreateEvent } from './index.js';
       import { RestClient } from './rest/index.js';
       console.log(JSON.stringify([ClientHub.name, MessageCreateEvent.eventName, RestClient.name]));`,
      '--input-type=module',
    );
    expect(names).toEqual(['ClientHub', 'MESSAGE_CREATE', 'RestClient']);
  });

  it('loads not what lies behind its names where an ES module asks for all of them', () => {
    const behind = run(
      `import { createRequire } from 'node:module';
       import './index.js';
       const loaded = Object.keys(createRequire(import.meta.url).cache);
       console.log(JSON.stringify(loaded.flatMap((path) => /late.(\\w+)/.exec(path)?.[1] ?? []).sort()));`,
      '--input-type=module',
    );
    const parts = ['answering', 'interactions', 'models', 'requests', 'rules', 'running', 'seldom', 'sending', 'voice'];
    expect(behind).toEqual(parts);
  });

  it('loads neither the simulator nor what a bot needs late', () => {
    const loaded = run(`
      require('./index.js');
      const names = ['class-validator', 'class-transformer', 'testing/index.js', 'opusscript', '@snazzah', 'undici', 'tsyringe', '@messageformat', '/late/'];
      console.log(JSON.stringify(names.filter((name) => Object.keys(require.cache).some((path) => path.includes(name)))));
    `);
    expect(loaded).toEqual([]);
  });

  it('starts a bot without the parts that come late, and loads each when something of it is used', () => {
    const loaded = runAtDiscord(`
      const hub = new library.ClientHub({ api, logger: library.nullLogger });
      const group = hub.createClientGroup('loom', token);
      group.dispatcher.addHandler(library.MessageCreateEvent, () => undefined);
      await hub.start();
      const hasUndici = () => Object.keys(require.cache).some((path) => /[/\\\\]undici[/\\\\]/.test(path));
      const steps = [[hasUndici(), ...late()]];
      await group.client.users.me();
      steps.push([hasUndici(), ...late()], group.voice.size, late());
      await hub.stop();
      return steps;
    `);
    // More at the start? `node scripts/packaging/find-start.cjs` finds anew what a start runs.
    const [start, rest] = [['running'], ['resources', 'rules']];
    expect(loaded).toEqual([
      [false, ...start],
      [true, ...rest, ...start, 'sending'],
      0,
      [...start, ...rest, 'answering', 'calls', 'models', 'rare', 'sending', 'voice'].sort(),
    ]);
  });

  it('answers a command with what answering takes alone', () => {
    const loaded = runAtDiscord(`
      class Hello {
        ping() {
          return 'Pong!';
        }
      }
      library.Slash('ping', 'Replies with Pong!')(Hello.prototype, 'ping', Object.getOwnPropertyDescriptor(Hello.prototype, 'ping'));
      library.Handler()(Hello);
      process.env.DISCORD_TOKEN = token;
      const group = await library.connect(library.env('DISCORD_TOKEN'), {
        hub: { api, logger: library.nullLogger },
        handlers: [Hello],
      });
      const answered = new Promise((resolve) => process.once('message', resolve));
      process.send('ready');
      const reply = await answered;
      const steps = [reply, late()];
      await group.stop();
      return steps;
    `);
    // More? See above.
    expect(loaded).toEqual(['Pong!', ['answering', 'rules', 'running', 'sending']]);
  });

  it('gives every name that it promises, also those of parts that come late', () => {
    const missing = run(`
      const rooms = ['index', 'models/index', 'rest/index', 'voice/index', 'hub/index', 'gateway/index'];
      const undefinedIn = (room) => Object.entries(require('./' + room + '.js')).filter(([, value]) => value === undefined);
      console.log(JSON.stringify(rooms.flatMap(undefinedIn)));
    `);
    expect(missing).toEqual([]);
  });

  it('has its voice worker beside what starts it, and that loads what calls need', () => {
    const said = run(`
      const { Worker } = require('node:worker_threads');
      const { dirname, join } = require('node:path');
      const worker = new Worker(join(dirname(require.resolve('./late/voice.js')), 'voice-worker.js'));
      const said = [];
      worker.on('message', (message) => {
        said.push(message.type);
        if (message.type === 'loaded') {
          console.log(JSON.stringify([said, message.error ?? null]));
          void worker.terminate();
        }
      });
      worker.postMessage({ to: 'worker', type: 'load', request: 1 });
    `);
    expect(said).toEqual([['hello', 'loaded'], null]);
  });
});
