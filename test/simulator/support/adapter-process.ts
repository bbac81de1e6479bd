/**
 * A bot of ours whose voice is that of @discordjs/voice, by the adapter that we ship. It joins at once, plays its file when
 * it is told to, and stops when it is told to. It tells which group of end-to-end encryption it is in by the group's code.
 */
import { createReadStream } from 'node:fs';
import {
  AudioPlayerStatus,
  createAudioPlayer,
  createAudioResource,
  joinVoiceChannel,
  StreamType,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import { ClientHub, nullLogger, toDiscordjsAdapter } from '../../../src';

const given = (name: string): string => process.env[name] ?? '';
const tell = (message: object): void => void process.send?.(message);

async function main(): Promise<void> {
  const hub = new ClientHub({ api: given('DISCORD_API'), logger: nullLogger });
  const group = hub.createClientGroup('alpha', given('TOKEN'), { intents: ['Guilds', 'GuildVoiceStates'] });
  await hub.start();
  const guildId = given('GUILD_ID');
  const connection = joinVoiceChannel({
    guildId,
    channelId: given('CHANNEL_ID'),
    selfDeaf: false,
    adapterCreator: toDiscordjsAdapter(group, guildId),
  });
  connection.on(VoiceConnectionStatus.Ready, () => {
    tell({ ready: true });
  });
  connection.on('transitioned', () => {
    tell({ privacyCode: connection.voicePrivacyCode });
  });
  connection.on('error', (error) => {
    tell({ trouble: String(error) });
  });

  const player = createAudioPlayer();
  connection.subscribe(player);
  player.on(AudioPlayerStatus.Idle, () => {
    tell({ played: true });
  });
  process.on('message', (order) => {
    if (order === 'play') {
      player.play(createAudioResource(createReadStream(given('FILE')), { inputType: StreamType.OggOpus }));
    } else {
      void hub.stop().then(() => {
        tell({ stopped: connection.state.status });
        process.disconnect();
      });
    }
  });
}

void main();
