/**
 * The bench's own Discord for message creates, honest about its limits: a bucket for each channel and one limit over
 * all, whose windows begin with their first request; headers on every answer; 429s counted. A request that is refused
 * uses up neither. `reset` empties all buckets and counts. Channels can be read, without a limit that anyone could reach.
 */
'use strict';
const { createServer } = require('node:http');
const { settings, tell } = require('../lib/children.cjs');

/**
 * `limit` messages in `windowMs` for each channel, `globalLimit` in a second for all; `latencyMs` passes before a
 * request is counted and answered.
 */
const { limit, windowMs, globalLimit = Infinity, latencyMs = 0 } = settings();
const MESSAGES = /^\/api\/v10\/channels\/(\d+)\/messages$/;
const CHANNEL = /^\/api\/v10\/channels\/(\d+)$/;
const GLOBAL_WINDOW_MS = 1_000;

const UNLIMITED = {
  'x-ratelimit-bucket': '1b0f7a52c94e4b8f9c41b76f0d2b9b1c',
  'x-ratelimit-limit': '1000000',
  'x-ratelimit-remaining': '999999',
  'x-ratelimit-reset-after': '1.000',
};

let buckets = new Map();
let everyone = { used: 0, resetAt: 0 };
let answered = 0;
let refused = 0;
let refusedGlobally = 0;
let firstAt;
let lastAt;

const server = createServer({ keepAlive: true, noDelay: true }, (request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    if (latencyMs > 0) setTimeout(answer, latencyMs, request, response, chunks);
    else answer(request, response, chunks);
  });
});
server.keepAliveTimeout = 60_000;

function answer(request, response, chunks) {
  const created = request.method === 'POST' ? MESSAGES.exec(request.url) : null;
  if (created) return create(response, created[1], chunks);
  const read = request.method === 'GET' ? CHANNEL.exec(request.url) : null;
  if (!read) return send(response, 404, {}, { message: '404: Not Found', code: 0 });
  const reset = ((Date.now() + 1_000) / 1_000).toFixed(3);
  return send(response, 200, { ...UNLIMITED, 'x-ratelimit-reset': reset }, channel(read[1]));
}

function create(response, channelId, chunks) {
  const now = performance.now();
  firstAt ??= now;
  lastAt = now;
  const bucket = bucketOf(channelId, now);
  if (bucket.used >= limit) {
    refused += 1;
    refuse(response, bucket.resetAt - now, { ...headersOf(bucket, now), 'x-ratelimit-scope': 'user' }, false);
    return;
  }
  if (now >= everyone.resetAt) everyone = { used: 0, resetAt: now + GLOBAL_WINDOW_MS };
  if (everyone.used >= globalLimit) {
    refusedGlobally += 1;
    const headers = { 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' };
    refuse(response, everyone.resetAt - now, headers, true);
    return;
  }
  everyone.used += 1;
  bucket.used += 1;
  answered += 1;
  send(response, 200, headersOf(bucket, now), message(channelId, JSON.parse(Buffer.concat(chunks).toString())));
}

function bucketOf(channelId, now) {
  let bucket = buckets.get(channelId);
  if (!bucket || now >= bucket.resetAt) {
    bucket = { used: 0, resetAt: now + windowMs, resetWallMs: Date.now() + windowMs };
    buckets.set(channelId, bucket);
  }
  return bucket;
}

function headersOf(bucket, now) {
  return {
    'x-ratelimit-bucket': '80c17d2f203122d936070c88c8d10f33',
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(limit - bucket.used),
    'x-ratelimit-reset': (bucket.resetWallMs / 1_000).toFixed(3),
    'x-ratelimit-reset-after': ((bucket.resetAt - now) / 1_000).toFixed(3),
  };
}

function refuse(response, afterMs, headers, global) {
  const seconds = afterMs / 1_000;
  const body = { message: 'You are being rate limited.', retry_after: seconds, global };
  send(response, 429, { ...headers, 'retry-after': String(Math.ceil(seconds)) }, body);
}

const USER = {
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
};

/** One of direct messages: it needs no guild. */
function channel(id) {
  return { id, type: 1, flags: 0, last_message_id: null, recipients: [USER] };
}

function message(channelId, { content, embeds = [] }) {
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
    embeds,
    edited_timestamp: null,
    content,
    components: [],
    channel_id: channelId,
    author: USER,
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
  if (type === 'count') tell('count', { answered, refused, refusedGlobally, tookMs: lastAt - firstAt });
  if (type !== 'reset') return;
  buckets = new Map();
  everyone = { used: 0, resetAt: 0 };
  answered = 0;
  refused = 0;
  refusedGlobally = 0;
  firstAt = undefined;
  lastAt = undefined;
  tell('reset');
});
server.listen(0, '127.0.0.1', () => tell('listening', { port: server.address().port }));
