/**
 * Runs the recorder. With DISCORD_TOKEN and RECORDINGS_FOLDER it records on Discord; without, on an embedded one, where Alice and Bob
 * say a word each.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientHub } from 'corduroy';
import { DiscordSimulator } from 'corduroy/testing';
import { loadOpus, Source } from 'corduroy/voice';
import { loudest } from './loudest';
import { Recorder } from './recorder';

export type Tell = (line: string) => void;

export function recorderHub(token: string, folder: string, api?: string): ClientHub {
  const hub = new ClientHub({ api });
  hub.createClientGroup('recorder', token, {
    handlers: [Recorder],
    providers: [{ provide: 'recordings_folder', useValue: folder }],
    intents: { add: ['GuildVoiceStates'] },
  });
  return hub;
}

export async function meetingOnSimulator(tell: Tell): Promise<void> {
  await using discord = await DiscordSimulator.start();
  const bot = discord.createBot({ name: 'Recorder' });
  const guild = discord.createGuild({ name: 'Loom', channels: ['general', { name: 'Talk', type: 'voice' }] });
  const [alice, bob] = [guild.addMember('alice'), guild.addMember('bob')];
  const folder = await mkdtemp(join(tmpdir(), 'corduroy-recorder-'));
  const hub = recorderHub(bot.token, folder, discord.apiUrl);
  const ask = async (line: string): Promise<void> => {
    tell(`alice: ${line}`);
    await alice.say(guild.channel('general'), line);
    tell((await discord.nextMessage({ author: bot })).content);
  };
  try {
    await hub.start();
    await ask('record');
    const voices = [await alice.connectVoice('Talk'), await bob.connectVoice('Talk')];
    await ask('record');
    await ask('record');
    // Each has to have the keys of the call with the bot in it.
    while (!voices.every(({ ready }) => ready)) await new Promise((resolve) => setTimeout(resolve, 20));
    const call = hub.groups.get('recorder')?.voice.get(guild.id);
    const ears = new AbortController();
    const peaks = call && loudest(call, ears.signal);
    const words = await hum();
    for (const voice of voices) await voice.speak(words);
    await ask('stop');
    ears.abort();
    tell(`${(await peaks)?.size} were heard`);
    for (const name of await readdir(folder)) {
      const reader = await Source.file(join(folder, name)).open();
      tell(`${name.slice(name.indexOf('-') + 1, -4)} plays for ${Math.round((reader.durationMs ?? 0) / 1_000)} s`);
      await reader.close();
    }
  } finally {
    await hub.stop();
    await rm(folder, { recursive: true });
  }
}

/** A second of a low tone, in packets of 20 ms: 16 bits, two channels, 48 kHz. */
async function hum(): Promise<Buffer[]> {
  const encoder = (await loadOpus()).encoder();
  const packets = Array.from({ length: 50 }, (_, packet) => {
    const pcm = Buffer.alloc(3_840);
    for (let index = 0; index < 960; index += 1) {
      const sample = Math.round(8_000 * Math.sin((2 * Math.PI * 220 * (packet * 960 + index)) / 48_000));
      pcm.writeInt16LE(sample, index * 4);
      pcm.writeInt16LE(sample, index * 4 + 2);
    }
    return encoder.encode(pcm);
  });
  encoder.close();
  return packets;
}

if (require.main === module) {
  const { DISCORD_TOKEN: token, RECORDINGS_FOLDER: folder, CORDUROY_API: api } = process.env;
  if (token && !folder) throw new Error('Set RECORDINGS_FOLDER to where the recordings belong.');
  void (token && folder ? recorderHub(token, folder, api).run() : meetingOnSimulator(console.log));
}
