/**
 * Runs the music bot. With DISCORD_TOKEN and MUSIC_FOLDER it plays on Discord; without, on an embedded one, where Alice asks for
 * a tune that was made for her and hears it.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientHub } from 'corduroy';
import { DiscordSimulator } from 'corduroy/testing';
import { MusicBot } from './music-bot';
import { oggFile, tune } from './tune';

export type Tell = (line: string) => void;

export function musicHub(token: string, folder: string, api?: string): ClientHub {
  const hub = new ClientHub({ api });
  hub.createClientGroup('music', token, {
    handlers: [MusicBot],
    providers: [{ provide: 'music_folder', useValue: folder }],
    // A call is joined by what Discord tells of the bot's own voice state.
    intents: { add: ['GuildVoiceStates'] },
  });
  return hub;
}

export async function eveningOnSimulator(tell: Tell): Promise<void> {
  await using discord = await DiscordSimulator.start();
  const bot = discord.createBot({ name: 'Music' });
  const guild = discord.createGuild({ name: 'Loom', channels: ['general', { name: 'Talk', type: 'voice' }] });
  const alice = guild.addMember('alice');
  const folder = await mkdtemp(join(tmpdir(), 'corduroy-music-'));
  const packets = await tune();
  await writeFile(join(folder, 'tune.ogg'), oggFile(packets));
  const hub = musicHub(bot.token, folder, discord.apiUrl);
  const answers = async (count: number): Promise<void> => {
    for (let left = count; left > 0; left -= 1) tell((await discord.nextMessage({ author: bot })).content);
  };
  const ask = async (line: string, count = 1): Promise<void> => {
    tell(`alice: ${line}`);
    await alice.say(guild.channel('general'), line);
    await answers(count);
  };
  try {
    await hub.start();
    await ask('!play tune.ogg');
    const ears = await alice.connectVoice('Talk');
    await ask('!play tune.ogg', 2);
    await ask('!play ../secrets.txt', 2);
    await ask('!queue');
    await ask('!pause');
    await ask('!resume');
    await hub.groups.get('music')?.voice.get(guild.id)?.player.current?.ended;
    await ask('!volume 50');
    await ask('!bass 6');
    await ask('!bass 60');
    await ask('!crossfade 4');
    await ask('!leave');
    const heard = ears.heard(bot.id).frames.map(({ opus }) => opus.toString('hex'));
    const same = packets.filter((packet) => heard.includes(packet.toString('hex')));
    tell(`alice heard ${same.length} of ${packets.length} packets as they are in the file`);
  } finally {
    await hub.stop();
    await rm(folder, { recursive: true });
  }
}

if (require.main === module) {
  const { DISCORD_TOKEN: token, MUSIC_FOLDER: folder, CORDUROY_API: api } = process.env;
  if (token && !folder) throw new Error('Set MUSIC_FOLDER to the folder from which the bot may play.');
  void (token && folder ? musicHub(token, folder, api).run() : eveningOnSimulator(console.log));
}
