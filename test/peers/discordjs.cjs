/**
 * An unmodified @discordjs/voice in a process of its own, so that it can be made to trust a certificate (NODE_EXTRA_CA_CERTS).
 * It does what it is told by messages from its parent, and answers by messages.
 */
'use strict';

const { Readable } = require('node:stream');
const { WebSocket } = require('ws');
const {
  EndBehaviorType,
  NoSubscriberBehavior,
  StreamType,
  AudioPlayerStatus,
  createAudioPlayer,
  createAudioResource,
  joinVoiceChannel,
} = require('@discordjs/voice');

const tell = (is, more = {}) => process.send?.({ is, ...more });

let gateway;
let connection;
let adapter;

/** As little of the main gateway as voice needs: a session, and the two events about where to connect. */
function login({ url, token, intents }) {
  gateway = new WebSocket(`${url}/?v=10&encoding=json`);
  const send = (op, d) => gateway.send(JSON.stringify({ op, d }));
  let sequence = null;
  gateway.on('message', (data) => {
    const { op, t, s, d } = JSON.parse(data.toString());
    sequence = s ?? sequence;
    if (op === 10) {
      setInterval(() => send(1, sequence), d.heartbeat_interval).unref();
      send(2, { token, intents, properties: { os: 'linux', browser: 'peer', device: 'peer' } });
    }
    if (t === 'READY') {
      gateway.userId = d.user.id;
      tell('online');
    }
    if (t === 'VOICE_STATE_UPDATE' && d.user_id === gateway.userId) adapter?.onVoiceStateUpdate(d);
    if (t === 'VOICE_SERVER_UPDATE') adapter?.onVoiceServerUpdate(d);
  });
  gateway.on('close', (code) => tell('trouble', { text: `main gateway closed: ${code}` }));
}

function join({ guildId, channelId }) {
  connection = joinVoiceChannel({
    guildId,
    channelId,
    selfDeaf: false,
    selfMute: false,
    debug: true,
    adapterCreator: (methods) => {
      adapter = methods;
      return {
        sendPayload: ({ op, d }) => {
          gateway.send(JSON.stringify({ op, d }));
          return true;
        },
        destroy: () => {
          adapter = undefined;
        },
      };
    },
  });
  connection.on('stateChange', (_before, { status }) => tell('status', { status }));
  connection.on('error', (error) => tell('trouble', { text: String(error) }));
  connection.on('debug', (text) => tell('debug', { text }));
}

/** Tells every packet of somebody, silence too. */
function listen({ userId }) {
  const stream = connection.receiver.subscribe(userId, { end: { behavior: EndBehaviorType.Manual } });
  stream.on('data', (opus) => tell('heard', { userId, opus: opus.toString('base64') }));
  stream.on('error', (error) => tell('trouble', { text: `of ${userId}: ${error}` }));
}

function play({ frames }) {
  const player = createAudioPlayer({ behaviors: { noSubscriber: NoSubscriberBehavior.Play, maxMissedFrames: 1_000 } });
  const packets = frames.map((opus) => Buffer.from(opus, 'base64'));
  const subscription = connection.subscribe(player);
  player.on('error', (error) => tell('trouble', { text: `player: ${error}` }));
  player.on(AudioPlayerStatus.Idle, () => {
    subscription.unsubscribe();
    tell('played');
  });
  player.play(createAudioResource(Readable.from(packets), { inputType: StreamType.Opus }));
}

function leave() {
  connection.destroy();
  connection = undefined;
  tell('left');
}

/** Where it is with its connection; the code is of end-to-end encryption, and the same for everybody in the group. */
function report() {
  tell('report', { status: connection?.state.status ?? null, privacyCode: connection?.voicePrivacyCode ?? null });
}

const deeds = { login, join, listen, play, leave, report };

process.on('message', (message) => deeds[message.do](message));
process.on('disconnect', () => process.exit());
tell('started');
