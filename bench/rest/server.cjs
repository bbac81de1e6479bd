/**
 * The bench's own Discord for message creates, honest about its limits: a bucket for each channel whose window begins
 * with its first request, headers on every answer, 429s counted. `reset` empties all buckets and counts.
 */
'use strict';
const { createServer } = require('node:http');
const { settings, tell } = require('../lib/children.cjs');

/** `limit` messages in `windowMs` for each channel; `latencyMs` passes before an answer. */
const { limit, windowMs, latencyMs = 0 } = settings();
const ROUTE = /^\/api\/v10\/channels\/(\d+)\/messages$/;

let buckets = new Map();
let answered = 0;
let refused = 0;
let firstAt;
let lastAt;

const server = createServer({ keepAlive: true, noDelay: true }, (request, response) => {
  const channelId = request.method === 'POST' ? ROUTE.exec(request.url)?.[1] : undefined;
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    if (channelId === undefined) send(response, 404, {}, { message: '404: Not Found', code: 0 });
    else if (latencyMs > 0) setTimeout(create, latencyMs, response, channelId, chunks);
    else create(response, channelId, chunks);
  });
});
server.keepAliveTimeout = 60_000;

function create(response, channelId, chunks) {
  const now = performance.now();
  firstAt ??= now;
  lastAt = now;
  const limits = take(channelId, now);
  if (!limits.granted) {
    refused += 1;
    const retryAfter = limits.resetAfterMs / 1_000;
    const headers = { ...limits.headers, 'retry-after': String(Math.ceil(retryAfter)), 'x-ratelimit-scope': 'user' };
    send(response, 429, headers, { message: 'You are being rate limited.', retry_after: retryAfter, global: false });
    return;
  }
  answered += 1;
  const { content } = JSON.parse(Buffer.concat(chunks).toString());
  send(response, 200, limits.headers, message(channelId, content));
}

function take(channelId, now) {
  let bucket = buckets.get(channelId);
  if (!bucket || now >= bucket.resetAt) {
    bucket = { used: 0, resetAt: now + windowMs, resetWallMs: Date.now() + windowMs };
    buckets.set(channelId, bucket);
  }
  const granted = bucket.used < limit;
  if (granted) bucket.used += 1;
  const resetAfterMs = bucket.resetAt - now;
  return {
    granted,
    resetAfterMs,
    headers: {
      'x-ratelimit-bucket': '80c17d2f203122d936070c88c8d10f33',
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(limit - bucket.used),
      'x-ratelimit-reset': (bucket.resetWallMs / 1_000).toFixed(3),
      'x-ratelimit-reset-after': (resetAfterMs / 1_000).toFixed(3),
    },
  };
}

function message(channelId, content) {
  return {
    type: 0,
    tts: false,
    timestamp: '2026-01-02T03:04:05.678000+00:00',
    pinned: false,
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    id: (600_000_000_000_000_000n + BigInt(answered) * 4_194_304n).toString(),
    flags: 0,
    embeds: [],
    edited_timestamp: null,
    content,
    components: [],
    channel_id: channelId,
    author: {
      id: '100000000000000000',
      username: 'bench',
      avatar: null,
      discriminator: '0000',
      public_flags: 0,
      flags: 0,
      bot: true,
      banner: null,
      accent_color: null,
      global_name: null,
      avatar_decoration_data: null,
      collectibles: null,
      banner_color: null,
      clan: null,
      primary_guild: null,
    },
    attachments: [],
  };
}

function send(response, status, headers, body) {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

process.on('message', ({ type }) => {
  if (type === 'count') tell('count', { answered, refused, tookMs: lastAt - firstAt });
  if (type !== 'reset') return;
  buckets = new Map();
  answered = 0;
  refused = 0;
  firstAt = undefined;
  lastAt = undefined;
  tell('reset');
});
server.listen(0, '127.0.0.1', () => tell('listening', { port: server.address().port }));
