/**
 * A bot that plays in a process of its own, so that what blocks its event loop does not block the simulator's clock as well. It
 * notes the moment of each datagram, because the simulator's process may be busy when one arrives.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { ClientHub, nullLogger, Source } from '../../../src';
import { knownFrames } from '../../../src/testing/simulator';
import { NodeUdpSocketFactory, type Playback, type UdpSocketFactory } from '../../../src/voice';
import { answerCalls } from './answer-calls';

/** What the other process may ask, and what it is answered. */
export interface VoiceBotCalls {
  /** Joins, waits for keys, and plays so many of the known frames of seed 1. */
  play(api: string, token: string, guildId: string, channelId: string, frames: number, workerFile?: string): undefined;
  /** Does nothing but count for so long. Answers when it began and ended, on the clock of `sentAtMs`. */
  block(ms: number): { beganMs: number; endedMs: number };
  /** Does nothing but count for so long, again and again, until the file is over. Answers how often. */
  blockOften(ms: number, everyMs: number): number;
  /** When each packet of audio was sent, once the file is over. */
  ended(): { reason: string; sentAtMs: number[] };
  stop(): undefined;
}

const AUDIO_BYTES = 40;
const sentAtMs: number[] = [];
const real = new NodeUdpSocketFactory();
const udp: UdpSocketFactory = {
  open(peer, events) {
    const socket = real.open(peer, events);
    return {
      send(data) {
        // Neither a keepalive nor a question for the own address.
        if (data.length > AUDIO_BYTES && data[0] === 0x80) sentAtMs.push(performance.now());
        socket.send(data);
      },
      close() {
        socket.close();
      },
    };
  },
};

let hub: ClientHub | undefined;
let playback: Playback | undefined;

answerCalls<VoiceBotCalls>({
  async play(api, token, guildId, channelId, frames, workerFile = '') {
    hub = new ClientHub({ api, logger: nullLogger });
    const group = hub.createClientGroup('bot', token, {
      intents: { add: ['Guilds', 'GuildVoiceStates'] },
      voice: workerFile === '' ? { udp } : { worker: { file: workerFile } },
    });
    await hub.start();
    const voice = await group.voice.join(guildId, channelId);
    playback = voice.play(Source.frames(knownFrames(1, frames)));
    return undefined;
  },
  block(ms) {
    const beganMs = performance.now();
    while (performance.now() < beganMs + ms);
    return Promise.resolve({ beganMs, endedMs: performance.now() });
  },
  async blockOften(ms, everyMs) {
    let times = 0;
    while (playback?.state !== 'ended') {
      await pause(everyMs - ms);
      for (const untilMs = performance.now() + ms; performance.now() < untilMs;);
      times += 1;
    }
    return times;
  },
  async ended() {
    const end = await playback?.ended;
    return { reason: end?.reason ?? 'nothing played', sentAtMs };
  },
  async stop() {
    await hub?.stop();
    return undefined;
  },
});
