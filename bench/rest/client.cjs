/** The process of one client: sends messages as the parent's plan says whenever it is told to, and tells what that cost it. */
'use strict';
const { cpuUs, settings, tell } = require('../lib/children.cjs');

/**
 * Longer than any window that a warm-up opens: the server forgets what it counted when a measurement begins, a client that
 * keeps to a limit over all requests rightly does not.
 */
const SETTLE_MS = 1_200;
const WARM_CHANNELS = 400;

const { client, port, plan, globalPerSecond } = settings();

function channelId(index) {
  return (300_000_000_000_000_000n + BigInt(index) * 4_194_304n).toString();
}

/** One message in flight in each channel: the next is sent when the one before was answered. */
function closedLoop(create, { channels, each }) {
  const one = async (channel) => {
    const id = channelId(channel);
    for (let i = 0; i < each; i += 1) await create(id);
  };
  return Promise.all(Array.from({ length: channels }, (_, channel) => one(channel)));
}

/** Every message at once, channel by channel in turn; the client has to hold them back. */
function allAtOnce(create, { channels, each }) {
  const sending = [];
  for (let i = 0; i < each; i += 1) {
    for (let channel = 0; channel < channels; channel += 1) sending.push(create(channelId(channel)));
  }
  return Promise.all(sending);
}

async function main() {
  const { create, read } = await require(`./clients/${client}.cjs`).open({ port, shape: plan.shape, globalPerSecond });
  const load = plan.load === 'closed loop' ? closedLoop : allAtOnce;
  // Connections are opened and code is compiled; in other channels, whose buckets are not looked at.
  const warm = plan.warmUpWith === 'reads' ? read : create;
  for (let i = 0; i < plan.warmUp; i += 1) {
    await Promise.all(Array.from({ length: 20 }, (_, k) => warm(channelId(1_000 + ((i * 20 + k) % WARM_CHANNELS)))));
  }
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  tell('warm');
  for (;;) {
    await told('go');
    const startCpuUs = cpuUs();
    const startedAt = performance.now();
    await load(create, plan);
    const wallMs = performance.now() - startedAt;
    tell('done', { cpuUs: cpuUs() - startCpuUs, wallMs });
  }
}

function told(type) {
  return new Promise((resolve) => {
    const listen = (message) => {
      if (message.type !== type) return;
      process.off('message', listen);
      resolve();
    };
    process.on('message', listen);
  });
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
