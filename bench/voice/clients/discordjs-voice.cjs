/** @discordjs/voice: a player for each call, and of the main gateway as little as it needs. Its users have discord.js for that. */
'use strict';
const { createReadStream } = require('node:fs');
const { WebSocket } = require('ws');
const {
  createAudioPlayer,
  createAudioResource,
  entersState,
  joinVoiceChannel,
  StreamType,
  VoiceConnectionStatus,
} = require('@discordjs/voice');

/** Guilds and their voice states. */
const INTENTS = 0x81;
const READY_MS = 60_000;

function logIn({ gatewayUrl, token, shards, shard }, adapters) {
  const gateway = new WebSocket(`${gatewayUrl}/?v=10&encoding=json`);
  const send = (op, d) => gateway.send(JSON.stringify({ op, d }));
  let sequence = null;
  let userId;
  return new Promise((resolve, reject) => {
    gateway.on('error', reject);
    gateway.on('message', (data) => {
      const { op, t, s, d } = JSON.parse(data.toString());
      sequence = s ?? sequence;
      if (op === 10) {
        setInterval(() => send(1, sequence), d.heartbeat_interval);
        const properties = { os: 'linux', browser: 'bench', device: 'bench' };
        send(2, { token, intents: INTENTS, properties, shard: [shard, shards] });
      }
      if (t === 'READY') {
        userId = d.user.id;
        resolve({ send });
      }
      if (t === 'VOICE_STATE_UPDATE' && d.user_id === userId) adapters.get(d.guild_id)?.onVoiceStateUpdate(d);
      if (t === 'VOICE_SERVER_UPDATE') adapters.get(d.guild_id)?.onVoiceServerUpdate(d);
    });
  });
}

exports.open = async ({ gatewayUrl, token, file, shards }) => {
  const adapters = new Map();
  const troubles = [];
  const all = Array.from({ length: shards }, (_, shard) => logIn({ gatewayUrl, token, shards, shard }, adapters));
  const gateways = await Promise.all(all);
  const gatewayOf = (guildId) => gateways[Number((BigInt(guildId) >> 22n) % BigInt(shards))];
  return {
    troubles,
    join: async ({ guildId, channelId }) => {
      const connection = joinVoiceChannel({
        guildId,
        channelId,
        selfDeaf: false,
        selfMute: false,
        adapterCreator: (methods) => {
          adapters.set(guildId, methods);
          return {
            sendPayload: ({ op, d }) => {
              gatewayOf(guildId).send(op, d);
              return true;
            },
            destroy: () => adapters.delete(guildId),
          };
        },
      });
      connection.on('error', (error) => troubles.push(String(error)));
      await entersState(connection, VoiceConnectionStatus.Ready, READY_MS);
      const player = createAudioPlayer();
      player.on('error', (error) => troubles.push(String(error)));
      connection.subscribe(player);
      player.play(createAudioResource(createReadStream(file), { inputType: StreamType.OggOpus }));
    },
  };
};
