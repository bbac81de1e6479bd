/**
 * Loaded before a program on seyfert, so that it runs as it is written: requests go to the bench's server, and so does what its
 * socket begins with, a request over TLS to the usual port. A first frame that came together with the answer to that, which it would
 * overlook and wait for, is put back; from Discord it comes later.
 */
'use strict';
const http = require('node:http');
const https = require('node:https');

const port = process.env.BENCH_PORT;
const { fetch } = globalThis;
globalThis.fetch = (url, init) => fetch(String(url).replace('https://discord.com', `http://127.0.0.1:${port}`), init);
https.request = (options, ...rest) =>
  http.request({ ...options, port }, ...rest).on('upgrade', (_response, socket, head) => socket.unshift(head));
