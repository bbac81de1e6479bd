/** A simulator in a process of its own, so that a bot which blocks its process does not block Discord's clock as well. */
import { DiscordSimulator, type SimMember } from '../../../src/testing/simulator';

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

const calls: {
  [Name in keyof RemoteCalls]: (...args: Parameters<RemoteCalls[Name]>) => Promise<ReturnType<RemoteCalls[Name]>>;
} = {
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
    setImmediate(() => {
      process.disconnect();
    });
    return undefined;
  },
};

process.on('message', (message: { id: number; name: keyof RemoteCalls; args: never[] }) => {
  const call = calls[message.name] as (...args: never[]) => Promise<unknown>;
  call(...message.args).then(
    (value) => process.send?.({ id: message.id, value }),
    (error: unknown) => process.send?.({ id: message.id, error: String(error) }),
  );
});
