/** The clients of the gateway's benchmarks: where they are written, and what they need to be installed. */
'use strict';

/** `file` in `clients/`. `lacks` says why a client cannot take part although its packages are there. */
const FLOOR = { name: 'floor: ws + JSON.parse', file: 'floor', needs: ['ws'] };
const CORDUROY = { name: 'corduroy', file: 'corduroy', needs: ['corduroy'] };
const CORDUROY_CACHED = {
  name: 'corduroy, cached',
  file: 'corduroy-cached',
  needs: ['corduroy'],
  lacks: () => ('GUILDS' in require('corduroy') ? undefined : 'this Corduroy has no cache yet'),
};
const CORE = { name: '@discordjs/core', file: 'discordjs-core', needs: ['@discordjs/core'] };
const DISCORDENO = { name: '@discordeno/bot', file: 'discordeno', needs: ['@discordeno/bot'] };
const ERIS = { name: 'eris', file: 'eris', needs: ['eris'] };
const OCEANIC = { name: 'oceanic.js', file: 'oceanic', needs: ['oceanic.js'] };

const DISCORD_JS = { name: 'discord.js', file: 'discordjs', needs: ['discord.js'] };

/** Clients that remember guilds. */
const CACHING = [
  ERIS,
  { name: 'discord.js, least caches', file: 'discordjs-lean', needs: ['discord.js'] },
  DISCORD_JS,
  { name: 'discordx', file: 'discordx', needs: ['discordx', 'reflect-metadata'] },
  { name: 'necord', file: 'necord', needs: ['necord', '@nestjs/core', '@nestjs/common', 'reflect-metadata', 'rxjs'] },
  OCEANIC,
  { name: 'seyfert', file: 'seyfert', needs: ['seyfert'] },
];

/** One handler of message creates, plain JSON. */
const PLAIN = [FLOOR, CORDUROY, CORDUROY_CACHED, CORE, DISCORDENO, ...CACHING];

/** The same over a compressed stream; the first that is installed is the floor. */
const COMPRESSED = [
  { name: 'floor: ws + zlib-sync + JSON.parse', file: 'floor-zlib-sync', needs: ['ws', 'zlib-sync'] },
  { name: 'floor: ws + zlib’s own handle + JSON.parse', file: 'floor', needs: ['ws'] },
  CORDUROY,
  CORE,
  DISCORDENO,
  { ...ERIS, name: 'eris (pako)', needs: ['eris', 'pako'] },
  { ...DISCORD_JS, name: 'discord.js (zlib-sync)', needs: ['discord.js', 'zlib-sync'] },
  OCEANIC,
];

/** A handler for every event. */
const EVERYTHING = [
  { ...FLOOR, file: 'floor-everything' },
  { ...CORDUROY, file: 'corduroy-everything' },
  { ...CORE, file: 'discordjs-core-everything' },
];

module.exports = { COMPRESSED, EVERYTHING, PLAIN };
