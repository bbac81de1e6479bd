/**
 * Three bots, one after another: one like most, with handlers by decorators that are given something, and all else as it comes; one that
 * keeps nothing; and one with a command, which also replies to a message. Prints what V8 counted in the files of the package: for the first
 * two until they have identified, and from there until they have heard a message, for the last until it has answered. What loading the
 * files runs is not counted.
 */
'use strict';
const { readdirSync } = require('node:fs');
const { Session } = require('node:inspector');
const { join } = require('node:path');
const { WebSocket } = require('ws');

const [, , built, api, ...tokens] = process.argv;
const session = new Session();
let logger;
session.connect();

/** What was counted since this was last asked. The session answers at once. */
function counted() {
  let counts;
  session.post('Profiler.takePreciseCoverage', (_, { result }) => {
    counts = result.filter(({ url }) => url.startsWith('file:') && url.includes(built));
  });
  return counts;
}

async function main() {
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  const library = require(built);
  logger = library.nullLogger;
  for (const name of readdirSync(join(built, 'late'))) {
    if (/^(?!voice-worker).*\.js$/.test(name)) require(join(built, 'late', name));
  }
  counted();
  const counts = { starting: [], running: [], answering: [] };
  for (const [index, begin] of [likeMost, bare, answering].entries()) {
    let heard;
    const hearing = new Promise((resolve) => (heard = resolve));
    const identified = afterIdentifying();
    process.env.DISCORD_TOKEN = tokens[index];
    const { ready, stop } = begin(library, tokens[index], heard);
    const [starting, running] = begin === answering ? ['answering', 'answering'] : ['starting', 'running'];
    counts[starting].push(...(await identified));
    await ready;
    console.error('started', index);
    await hearing;
    counts[running].push(...counted());
    await stop();
    counted();
  }
  process.stdout.write(JSON.stringify(counts));
  process.stdout.end(() => process.exit());
}

/** @returns what was counted until a bot had just identified. */
function afterIdentifying() {
  return new Promise((resolve) => {
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (data, ...rest) {
      send.call(this, data, ...rest);
      if (JSON.parse(data).op !== 2) return;
      WebSocket.prototype.send = send;
      resolve(counted());
    };
  });
}

const INTENTS = { add: ['GuildVoiceStates', 'MessageContent'] };

function likeMost(library, _token, hear) {
  const { ClientHub, env, GroupReadyEvent, Handler, Inject, Injectable, MessageCreateEvent, Module, On, RestClient } =
    library;
  class Counter {
    count = 0;
  }
  decorate([Injectable()], Counter, []);

  let ready;
  class Counting {
    constructor(counter) {
      this.counter = counter;
    }

    onMessage({ author, content, channelId, timestamp }, client, counter, step) {
      counter.count += step;
      if (!author.bot && content !== '' && channelId && timestamp && client) hear();
    }

    onReady() {
      ready();
    }
  }
  Inject('step')(Counting.prototype, 'onMessage', 3);
  const needs = ['MessageContent'];
  const given = [MessageCreateEvent, RestClient, Counter, Number];
  decorate([On(MessageCreateEvent, { needs })], Counting.prototype, given, 'onMessage');
  decorate([On(GroupReadyEvent)], Counting.prototype, [], 'onReady');
  decorate([Handler()], Counting, [Counter]);

  class CountingModule {}
  const providers = [Counter, { provide: 'step', useValue: 1 }];
  decorate([Module({ handlers: [Counting], providers })], CountingModule, []);

  const hub = new ClientHub({ api, logger });
  hub.createClientGroup('counting', env('DISCORD_TOKEN'), { intents: INTENTS, modules: [CountingModule] });
  const isReady = new Promise((resolve) => (ready = resolve));
  const over = hub.run();
  return { ready: isReady, stop: () => hub.stop().then(() => over) };
}

function bare({ connect, MessageCreateEvent }, token, hear) {
  const setUp = ({ dispatcher }) => {
    dispatcher.addHandler(MessageCreateEvent, ({ author, content }) => {
      if (!author.bot && content !== '') hear();
    });
  };
  const connecting = connect(token, setUp, {
    ...{ hub: { api, logger }, intents: INTENTS, cache: 'off', compression: 'none' },
  });
  return { ready: connecting, stop: () => connecting.then((group) => group.stop()) };
}

function answering(library, _token, hear) {
  const { connect, env, GuildSlashContext, Handler, MessageCreateEvent, On, Slash, StringOption } = library;
  class Words {}
  StringOption('What to say')(Words.prototype, 'word');

  class Waving {
    wave(context, { word }) {
      // When its answer has been sent.
      setTimeout(hear, 200);
      return `${word} ${context.user.username}`;
    }

    async onMessage(message) {
      if (!message.author.bot) await message.reply('o/');
    }
  }
  decorate([On(MessageCreateEvent)], Waving.prototype, [MessageCreateEvent], 'onMessage');
  decorate([Slash('wave', 'Waves', { contexts: ['Guild'] })], Waving.prototype, [GuildSlashContext, Words], 'wave');
  decorate([Handler()], Waving, []);

  const connecting = connect(env('DISCORD_TOKEN'), { hub: { api, logger }, intents: INTENTS, handlers: [Waving] });
  return { ready: connecting, stop: () => connecting.then((group) => group.stop()) };
}

/** As the compiler does. */
function decorate(decorators, target, types, key) {
  const all = [...decorators, Reflect.metadata('design:paramtypes', types)];
  if (key === undefined) Reflect.decorate(all, target);
  else
    Object.defineProperty(
      target,
      key,
      Reflect.decorate(all, target, key, Object.getOwnPropertyDescriptor(target, key)),
    );
}

void main();
