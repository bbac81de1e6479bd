/** The process of one side: answers interactions whenever it is told to, and tells what that cost it. */
'use strict';
const { PerformanceObserver } = require('node:perf_hooks');
const { InteractionCreateEvent, unboundContext } = require('corduroy');
const { cpuUs, settings, tell } = require('../../lib/children.cjs');
const { makeOdd, makePayloads, MIX } = require('./payloads.cjs');

const { side } = settings();
const KINDS = ['mix', ...Object.keys(MIX)];

/** What both sides answer with: the interactions of a REST client, which keep what they are given and say that all is well. */
class Interactions {
  said = undefined;
  count = 0;

  async reply(_id, _token, body) {
    this.said = body;
    this.count += 1;
  }

  async editReply() {
    throw new Error('nothing was deferred');
  }

  async followUp() {
    throw new Error('nothing was deferred');
  }
}

const SIDES = {
  corduroy: async (interactions) => {
    const { ids, open } = require('./decorated.cjs');
    const handle = await open();
    return { ids, handle: (event) => handle(event, interactions) };
  },
  'by-hand': (interactions) => {
    const { opener, readTyped } = require('./by-hand.cjs');
    const decorated = require('./decorated.cjs');
    return { ids: decorated.ids, handle: opener(readTyped(decorated))(interactions) };
  },
  'by-hand-plain': (interactions) => {
    const { opener, plainIds, readPlain } = require('./by-hand.cjs');
    return { ids: plainIds, handle: opener(readPlain)(interactions) };
  },
};

async function main() {
  const interactions = new Interactions();
  const { ids, handle } = await SIDES[side](interactions);
  const payloads = makePayloads(ids);

  const drive = async (kind, count) => {
    const pool = payloads[kind];
    interactions.count = 0;
    for (let i = 0; i < count; i += 1) {
      const event = new InteractionCreateEvent(pool[i % pool.length], unboundContext);
      await handle(event, interactions);
    }
    if (interactions.count !== count) throw new Error(`${interactions.count} answers to ${count} interactions`);
  };

  /** Everything that this side says, of every payload: both sides must say the same. */
  const sayAll = async () => {
    const said = {};
    for (const kind of Object.keys(MIX)) {
      said[kind] = [];
      for (const raw of payloads[kind]) {
        interactions.said = undefined;
        await handle(new InteractionCreateEvent(raw, unboundContext));
        said[kind].push(interactions.said);
      }
    }
    const refused = {};
    for (const [name, raw] of Object.entries(makeOdd(ids))) {
      interactions.said = undefined;
      await handle(new InteractionCreateEvent(raw, unboundContext));
      const { type, data } = interactions.said ?? {};
      refused[name] = type === 4 && data.flags === 64 && data.content.length > 0;
    }
    return { said, refused };
  };

  tell('ready', await sayAll());
  process.on('message', ({ type, counts }) => {
    const act = { measure, weigh }[type];
    act?.(drive, counts).then(
      (figures) => tell(type, { figures }),
      (error) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}

/** CPU of this process in nanoseconds an interaction, by kind. Collecting garbage and compiling, in whatever thread, count. */
async function measure(drive, count) {
  const figures = {};
  for (const kind of KINDS) {
    const before = cpuUs();
    await drive(kind, count);
    figures[kind] = ((cpuUs() - before) * 1_000) / count;
  }
  return figures;
}

/** Bytes allocated an interaction, by kind: how much the heap grows while nothing is collected. */
async function weigh(drive, count) {
  let collections = 0;
  const observer = new PerformanceObserver((list) => (collections += list.getEntries().length));
  observer.observe({ entryTypes: ['gc'] });
  const figures = {};
  for (const kind of KINDS) {
    for (;;) {
      globalThis.gc();
      await new Promise((resolve) => setTimeout(resolve, 10));
      collections = 0;
      const before = process.memoryUsage().heapUsed;
      await drive(kind, count);
      const after = process.memoryUsage().heapUsed;
      await new Promise((resolve) => setTimeout(resolve, 10));
      figures[kind] = (after - before) / count;
      if (collections === 0) break;
    }
  }
  observer.disconnect();
  return figures;
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
