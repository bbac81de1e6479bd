/**
 * Three bots, one after another: one like most, with handlers by decorators that are given something, and all else as it comes; one that
 * keeps nothing; and one with a command. Prints what V8 counted in the files of the package: for the first two until they have identified,
 * and from there until they have heard a message, for the last until it has answered. What loading the files runs is not counted.
 */
'use strict';
const { readdirSync } = require('node:fs');
const { Session } = require('node:inspector');
const { join } = require('node:path');
const { WebSocket } = require('ws');

const [, , built, api, ...tokens] = process.argv;
const session = new Session();
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
  for (const name of readdirSync(join(built, 'late'))) {
    if (/^(?!voice-worker).*\.js$/.test(name)) require(join(built, 'late', name));
  }
  counted();
  const counts = { starting: [], running: [], answering: [] };
  for (const [index, begin] of [likeMost, bare, answering].entries()) {
    let heard;
    const hearing = new Promise((resolve) => (heard = resolve));
    const hub = begin(library, tokens[index], heard);
    const identified = afterIdentifying();
    await hub.start();
    const [starting, running] = begin === answering ? ['answering', 'answering'] : ['starting', 'running'];
    counts[starting].push(...(await identified));
    console.error('started', index);
    await hearing;
    counts[running].push(...counted());
    await hub.stop();
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

function likeMost(
  { ClientHub, GroupReadyEvent, Handler, Injectable, MessageCreateEvent, Module, nullLogger, On },
  token,
  hear,
) {
  class Counter {
    count = 0;
  }
  decorate([Injectable()], Counter, []);

  class Counting {
    constructor(counter) {
      this.counter = counter;
    }

    onMessage({ author, content, channelId, timestamp }, counter) {
      counter.count += 1;
      if (!author.bot && content !== '' && channelId && timestamp) hear();
    }

    onReady() {
      this.counter.count = 0;
    }
  }
  decorate([On(MessageCreateEvent)], Counting.prototype, [MessageCreateEvent, Counter], 'onMessage');
  decorate([On(GroupReadyEvent)], Counting.prototype, [], 'onReady');
  decorate([Handler()], Counting, [Counter]);

  class CountingModule {}
  decorate([Module({ handlers: [Counting], providers: [Counter] })], CountingModule, []);

  const hub = new ClientHub({ api, logger: nullLogger });
  hub.createClientGroup('counting', token, { intents: INTENTS, modules: [CountingModule] });
  return hub;
}

function bare({ ClientHub, MessageCreateEvent, nullLogger }, token, hear) {
  const hub = new ClientHub({ api, logger: nullLogger });
  const group = hub.createClientGroup('bare', token, { intents: INTENTS, cache: 'off', compression: 'none' });
  group.dispatcher.addHandler(MessageCreateEvent, ({ author, content }) => {
    if (!author.bot && content !== '') hear();
  });
  return hub;
}

function answering({ ClientHub, GuildSlashContext, Handler, nullLogger, Slash }, token, hear) {
  class Waving {
    wave(context) {
      // When its answer has been sent.
      setTimeout(hear, 200);
      return `o/ ${context.user.username}`;
    }
  }
  decorate([Slash('wave', 'Waves', { contexts: ['Guild'] })], Waving.prototype, [GuildSlashContext], 'wave');
  decorate([Handler()], Waving, []);

  const hub = new ClientHub({ api, logger: nullLogger });
  hub.createClientGroup('answering', token, { handlers: [Waving] });
  return hub;
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
