/** A call on the simulator's voice servers, by bare sockets: from Identify to audio that arrives. */
import { setTimeout as pause } from 'node:timers/promises';
import { type VoiceMode, type VoiceOptions } from '../../src/testing/simulator';
import { type RawVoice } from '../support/raw-voice';
import { VoiceBench } from '../support/voice-bench';

const words = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, index) => Buffer.from(`opus frame ${index}`));

let bench: VoiceBench;
afterEach(() => bench.close());

async function callOfTwo(voice: VoiceOptions, mode?: VoiceMode): Promise<readonly [RawVoice, RawVoice]> {
  bench = await VoiceBench.open({ voice });
  const first = await bench.bot(0).voice();
  await first.connect(mode);
  const second = await bench.bot(1).voice();
  await second.connect(mode);
  await first.op(11);
  return [first, second];
}

describe('A call in the simulator', () => {
  it.each(['aead_aes256_gcm_rtpsize', 'aead_xchacha20_poly1305_rtpsize'] as const)(
    'carries audio as it was said by %s',
    async (mode) => {
      const [weaver, spinner] = await callOfTwo({ daveVersion: 0 }, mode);
      weaver.speak();
      expect(await spinner.op(5)).toMatchObject({ d: { user_id: bench.bot(0).id, ssrc: weaver.ssrc, speaking: 1 } });
      const said = words(100);
      for (const word of said) {
        weaver.say(word);
        await pause(1);
      }
      const heard = await spinner.hearing(100);
      expect(heard.map(({ payload }) => payload.toString())).toEqual(said.map((word) => word.toString()));
      expect(heard.map(({ ssrc }) => ssrc)).toEqual(said.map(() => weaver.ssrc));
      expect(heard.map(({ sequence }) => sequence)).toEqual(said.map((_, index) => (65_530 + index) & 0xffff));
      expect(heard.map(({ first }) => first & 0x10)).toEqual(said.map(() => 0x10));
      expect(weaver.heard).toEqual([]);
      const sent = bench.discord.voice.sent(bench.bot(0), bench.guild);
      expect(sent.packets.map(({ payload }) => payload.toString())).toEqual(said.map((word) => word.toString()));
      expect(sent.missing).toBe(0);
      expect(bench.discord.log.voiceProblems()).toEqual([]);
    },
  );

  it('carries audio that only its members can read', async () => {
    const [weaver, spinner] = await callOfTwo({});
    await weaver.op(22);
    weaver.speak();
    await spinner.op(5);
    expect(weaver.dave?.ready).toBe(true);
    const said = words(50);
    for (const word of said) {
      weaver.say(word);
      await pause(1);
    }
    const heard = await spinner.hearing(50);
    expect(heard.map(({ payload }) => payload.toString())).toEqual(said.map((word) => word.toString()));
    const sent = bench.discord.voice.sent(bench.bot(0), bench.guild);
    expect(sent.packets.every(({ payload }) => !payload.toString('latin1').includes('opus frame'))).toBe(true);
    expect(bench.discord.log.voiceProblems()).toEqual([]);
    expect(bench.discord.voice.call(bench.guild.channel('Talk'))).toMatchObject({
      daveVersion: 1,
      userIds: [bench.bot(0).id, bench.bot(1).id],
    });
  });
});
