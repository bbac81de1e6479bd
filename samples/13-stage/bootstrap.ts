/**
 * Runs the lecturer. With DISCORD_TOKEN and LECTURE it plays that file on Discord's stages; without, on an embedded one, where Mary
 * moderates and Alice listens.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type AudioSource, ClientHub, Source } from 'corduroy';
import { DiscordSimulator, knownFrames } from 'corduroy/testing';
import { Lecturer } from './lecturer';

export type Tell = (line: string) => void;

export function lectureHub(token: string, lecture: () => AudioSource, api?: string): ClientHub {
  const hub = new ClientHub({ api });
  hub.createClientGroup('lecturer', token, {
    handlers: [Lecturer],
    providers: [{ provide: 'lecture', useValue: lecture }],
    intents: { add: ['GuildVoiceStates'] },
  });
  return hub;
}

export async function lectureOnSimulator(tell: Tell): Promise<void> {
  await using discord = await DiscordSimulator.start();
  const bot = discord.createBot({ name: 'Lecturer' });
  const guild = discord.createGuild({ name: 'Loom', channels: ['general', { name: 'Stage', type: 'stage' }] });
  const mary = guild.addMember('mary');
  await mary.addRole(guild.createRole({ name: 'moderator', permissions: ['MuteMembers'] }));
  await mary.joinVoice('Stage');
  const ears = await guild.addMember('alice').connectVoice('Stage');
  const packets = knownFrames(1, 50);
  const hub = lectureHub(bot.token, () => Source.frames(packets), discord.apiUrl);
  const self = guild.member(bot);
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await pause(5);
  };
  const ask = async (line: string): Promise<void> => {
    tell(`mary: ${line}`);
    await mary.say('general', line);
  };
  const answered = async (): Promise<void> => {
    const [first = ''] = (await discord.nextMessage({ author: bot })).content.split('\n');
    tell(first);
  };
  try {
    await hub.start();
    await ask('!speak');
    await until(() => self.stage.isHandRaised);
    tell('the bot raises its hand, and mary lets it speak');
    await mary.stage.invite(bot);
    await answered();
    await until(() => ears.heard(bot.id).frames.length === packets.length);
    tell(`alice heard ${packets.length} of ${packets.length} packets`);
    await ask('!sound 1');
    await answered();
    await ask('!listen');
    await answered();
    tell(`the bot is ${self.stage.isSuppressed ? 'in the audience' : 'speaking'}`);
  } finally {
    await hub.stop();
  }
}

if (require.main === module) {
  const { DISCORD_TOKEN: token, LECTURE: file, CORDUROY_API: api } = process.env;
  if (token && !file) throw new Error('Set LECTURE to the file that the bot is to play.');
  void (token && file ? lectureHub(token, () => Source.file(file), api).run() : lectureOnSimulator(console.log));
}
