/** The adapter for @discordjs/voice, with the library itself: a bot of ours joins and plays by it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareHearing, knownFrames } from 'corduroy/testing';
import { oggOpus } from '../support/audio';
import { PeerStage } from '../support/peers/peer-stage';
import { forkProcess } from './support/processes';
import { eventually } from './support/waiting';

jest.setTimeout(60_000);

interface Told {
  readonly ready?: boolean;
  readonly played?: boolean;
  readonly privacyCode?: string;
  readonly stopped?: string;
  readonly trouble?: string;
}

describe('toDiscordjsAdapter with @discordjs/voice', () => {
  it('lets a bot of ours join an encrypted call, play a file, and leave with its hub', async () => {
    await using stage = await PeerStage.open();
    const folder = await mkdtemp(join(tmpdir(), 'corduroy-adapter-'));
    const said = knownFrames(8, 100);
    await writeFile(join(folder, 'said.ogg'), oggOpus(said));
    await writeFile(join(folder, 'voice-servers.pem'), stage.certificates);
    const told: Told[] = [];
    const child = forkProcess('adapter-process', {
      NODE_EXTRA_CA_CERTS: join(folder, 'voice-servers.pem'),
      DISCORD_API: stage.discord.apiUrl,
      TOKEN: stage.ownBot.token,
      GUILD_ID: stage.guild.id,
      CHANNEL_ID: stage.talk.id,
      FILE: join(folder, 'said.ogg'),
    });
    try {
      child.on('message', (message: Told) => told.push(message));
      await eventually('ready', () => told.some(({ ready }) => ready), 20_000);
      const vera = await stage.guild.addMember('vera').connectVoice('Talk');
      const code = (): string | undefined => told.findLast(({ privacyCode }) => privacyCode !== undefined)?.privacyCode;
      await eventually('a group of both', () => code() !== undefined && code() === vera.privacyCode && stage.settled);

      child.send('play');
      await eventually('the end of the file', () => told.some(({ played }) => played), 20_000);
      await eventually('100 packets', () => vera.heard(stage.ownBot.id).frames.length >= 100);
      expect(compareHearing(said, vera.heard(stage.ownBot.id))).toEqual({
        ...{ heard: 100, missing: [], duplicated: [], outOfOrder: 0, foreign: 0, undecryptable: 0 },
      });
      child.send('stop');
      await eventually('its stop', () => told.some(({ stopped }) => stopped !== undefined), 20_000);
      expect(told.at(-1)).toEqual({ stopped: 'destroyed' });
      expect(told.flatMap(({ trouble }) => trouble ?? [])).toEqual([]);
      expect(stage.discord.voice.call(stage.talk)?.userIds).toEqual([vera.userId]);
      expect(stage.discord.log.voiceProblems()).toEqual([]);
    } finally {
      child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    }
  });
});
