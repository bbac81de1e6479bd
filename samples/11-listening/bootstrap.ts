/** Runs the listener: with DISCORD_TOKEN on Discord; without, on an embedded one, where Alice hums for a second. */
import { setTimeout as pause } from 'node:timers/promises';
import { ClientHub } from 'corduroy';
import { DiscordSimulator } from 'corduroy/testing';
import { hum } from './hum';
import { Listener } from './listener';

export type Tell = (line: string) => void;

export function listenerHub(token: string, api?: string): ClientHub {
  const hub = new ClientHub({ api });
  hub.createClientGroup('listener', token, { handlers: [Listener], intents: { add: ['GuildVoiceStates'] } });
  return hub;
}

export async function talkOnSimulator(tell: Tell): Promise<void> {
  await using discord = await DiscordSimulator.start();
  const bot = discord.createBot({ name: 'Listener' });
  const guild = discord.createGuild({ name: 'Loom', channels: ['general', { name: 'Talk', type: 'voice' }] });
  const alice = guild.addMember('alice');
  const hub = listenerHub(bot.token, discord.apiUrl);
  const ask = async (line: string): Promise<void> => {
    tell(`alice: ${line}`);
    await alice.say(guild.channel('general'), line);
    const { content } = await discord.nextMessage({ author: bot });
    tell(content.replaceAll(`<@${alice.id}>`, 'alice').replaceAll(`<#${guild.channel('Talk').id}>`, 'Talk'));
  };
  try {
    await hub.start();
    await ask('!listen');
    const mouth = await alice.connectVoice('Talk');
    await ask('!listen');
    await ask('!who');
    // Until the keys of the call are hers as well, she would be held back.
    while (!mouth.ready || mouth.privacyCode !== hub.groups.get('listener')?.voice.get(guild.id)?.privacyCode)
      await pause(5);
    await mouth.speak(await hum(50));
    await pause(500);
    await ask('!who');
  } finally {
    await hub.stop();
  }
}

if (require.main === module) {
  const { DISCORD_TOKEN: token, CORDUROY_API: api } = process.env;
  void (token ? listenerHub(token, api).run() : talkOnSimulator(console.log));
}
