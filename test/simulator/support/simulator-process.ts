/** A simulator in a process of its own, so that a bot which blocks its process does not block Discord's clock as well. */
import { DiscordSimulator, type SimMember } from '../../../src/testing/simulator';
import { answerCalls } from './answer-calls';

/** What the other process may ask, and what it is answered. */
export interface RemoteCalls {
  start(heartbeatIntervalMs: number): { apiUrl: string; token: string };
  /** Says so many messages without a pause. */
  say(count: number): undefined;
  /** When heartbeats came in, in milliseconds; what else happened to connections; who identified or resumed. */
  seen(): { heartbeatsMs: number[]; closes: (number | undefined)[]; identifies: number; resumes: number };
  stop(): undefined;
}

let discord: DiscordSimulator | undefined;
let alice: SimMember | undefined;

answerCalls<RemoteCalls>({
  async start(heartbeatIntervalMs) {
    discord = await DiscordSimulator.start({
      heartbeatIntervalMs,
      // What is judged is whether the client takes the silence of a blocked process for a dead connection.
      gateway: { heartbeatIntervalsAllowed: 10 },
    });
    alice = discord.createGuild({ name: 'Loom' }).addMember('alice');
    return { apiUrl: discord.apiUrl, token: discord.createBot({ name: 'bot' }).token };
  },
  async say(count) {
    for (let index = 0; index < count; index += 1) await alice?.say('general', `message ${index}`);
    return undefined;
  },
  seen() {
    const log = discord?.log;
    return Promise.resolve({
      heartbeatsMs: (log?.frames({ op: 1 }) ?? []).map((frame) => frame.atMs),
      closes: (log?.connections() ?? []).filter((one) => one.event === 'closed').map((one) => one.code),
      identifies: log?.identifies().length ?? 0,
      resumes: log?.resumes().length ?? 0,
    });
  },
  async stop() {
    await discord?.close();
    return undefined;
  },
});
