/** What a bot of ours hears: people of the simulator and an unmodified @discordjs/voice, over a network that is good or bad. */
import { createSocket } from 'node:dgram';
import { compareHearing, knownFrames, placeOfKnownFrame } from 'corduroy/testing';
import {
  type HeardFrame,
  type HeardOpus,
  type HeardPcm,
  type HeardStream,
  loadOpus,
  SILENCE_FRAME,
} from 'corduroy/voice';
import { systemClock } from 'corduroy/util';
import { measureTone, tone } from '../support/audio';
import { PeerStage } from '../support/peers/peer-stage';
import { VoiceParty } from '../support/voice-party/voice-party';
import { eventually } from './support/waiting';

jest.setTimeout(90_000);

const MODES = ['aead_aes256_gcm_rtpsize', 'aead_xchacha20_poly1305_rtpsize'] as const;
const FRAME_MS = 20;

/** Everything that a stream gives, as it comes. */
function keep<F extends HeardFrame>(stream: HeardStream<F>): F[] {
  const frames: F[] = [];
  void (async () => {
    for await (const frame of stream) frames.push(frame);
  })();
  return frames;
}

const spoken = (frames: readonly HeardOpus[]): HeardOpus[] =>
  frames.filter(({ isLost, opus }) => !isLost && !opus.equals(SILENCE_FRAME));

describe('@discordjs/voice', () => {
  it.each(MODES)('is heard byte by byte, each packet padded and with an extension, by %s', async (mode) => {
    await using stage = await PeerStage.open({ modes: [mode], paddingChance: 1 });
    const own = await stage.own();
    const peer = await stage.peer();
    await peer.join({ guildId: stage.guild.id, id: stage.talk.id });
    await stage.together([own], peer);
    const stream = own.listen(stage.peerBot.id);
    const heard = keep(stream);
    const said = knownFrames(11, 100);
    await peer.play(said);
    await eventually('100 packets', () => spoken(heard).length >= 100);
    expect(spoken(heard).map(({ opus }) => opus.toString('hex'))).toEqual(said.map((opus) => opus.toString('hex')));
    expect(spoken(heard).map(({ positionMs }) => positionMs)).toEqual(said.map((_, index) => index * FRAME_MS));
    expect(stream.stats).toMatchObject({ lost: 0, late: 0, duplicates: 0, unopened: 0, dropped: 0 });
    expect(peer.troubles).toEqual([]);
  });

  it.each(MODES)(
    'is heard through loss, disorder, repetition and forgery: what arrives is right, the rest is told as lost (%s)',
    async (mode) => {
      await using stage = await PeerStage.open({ modes: [mode] });
      const { discord } = stage;
      const own = await stage.own();
      const peer = await stage.peer();
      await peer.join({ guildId: stage.guild.id, id: stage.talk.id });
      await stage.together([own], peer);
      const stream = own.listen(stage.peerBot.id);
      const heard = keep(stream);
      const before = own.stats();
      const said = knownFrames(12, 250);
      const playing = peer.play(said);
      // The library opens no frame of an epoch that is older than the first it saw, so that one is not to be overtaken.
      await eventually('the first word', () => spoken(heard).length > 0);
      const network = { bot: 'Own', direction: 'out' } as const;
      discord.faults.voice.lose({ ...network, chance: 0.1 });
      discord.faults.voice.swap({ ...network, chance: 0.15 });
      discord.faults.voice.repeat({ ...network, chance: 0.1 });
      await eventually('the first words', () => spoken(heard).length >= 20);
      // From the server's own port, and from somebody else's.
      discord.faults.voice.forge({ bot: 'Own', count: 30 });
      const [select] = discord.log.voiceFrames({ op: 1, bot: stage.ownBot, from: 'client' });
      const { port } = (select?.d as { data: { port: number } }).data;
      const stranger = createSocket('udp4');
      const noise = Buffer.alloc(80, 7);
      noise.writeUInt16BE(0x9078, 0);
      for (let count = 0; count < 10; count += 1) stranger.send(noise, port, '127.0.0.1');
      await playing;
      await eventually('the end', () => heard.some(({ opus }) => opus.equals(SILENCE_FRAME)));
      stranger.close();

      const report = compareHearing(said, { frames: spoken(heard), undecryptable: stream.stats.unopened });
      expect(report).toMatchObject({ duplicated: [], outOfOrder: 0, foreign: 0, undecryptable: 0 });
      expect(report.missing.length).toBeGreaterThan(5);
      expect(report.heard).toBeGreaterThan(180);
      // One piece after the other without a gap, whatever was lost, and each where it belongs.
      const first = placeOfKnownFrame(spoken(heard)[0]?.opus as Buffer)?.index ?? NaN;
      heard.forEach(({ positionMs, opus, isLost }, index) => {
        expect(positionMs).toBeCloseTo(index * FRAME_MS, 6);
        const place = placeOfKnownFrame(opus);
        if (place) expect(place.index).toBe(first + index);
        else expect(isLost || opus.equals(SILENCE_FRAME)).toBe(true);
      });
      expect(stream.stats.lost).toBe(heard.filter(({ isLost }) => isLost).length);
      expect(stream.stats.duplicates).toBeGreaterThan(5);
      const { unauthenticated, malformedPackets, unknownPackets } = own.stats();
      expect(unauthenticated - before.unauthenticated).toBeGreaterThan(10);
      expect({ malformedPackets, unknownPackets }).toEqual({ malformedPackets: 0, unknownPackets: 0 });
      expect(peer.troubles).toEqual([]);
    },
  );
});

describe('Somebody in the call', () => {
  it('who says a tone of 440 Hz is heard as 440 Hz, by one listener as packets and by another as PCM', async () => {
    await using party = await VoiceParty.open({ bots: ['alpha'] });
    const alice = await party.guest('alice');
    const voice = await party.join(party.bot('alpha'));
    await party.inOrder([alice]);
    const [packets, sound] = [voice.listen(alice.userId), voice.listen(alice.userId, { as: 'pcm' })];
    const heard: { readonly packets: HeardOpus[]; readonly sound: HeardPcm[] } = {
      packets: keep(packets),
      sound: keep(sound),
    };
    const talking: unknown[] = [];
    voice.on('talking', (userId, isTalking) => talking.push([userId, isTalking]));
    const pcm = tone(440, 2_000, { level: 0.25 });
    const encoder = (await loadOpus()).encoder();
    const said = Array.from({ length: 100 }, (_, index) =>
      encoder.encode(pcm.subarray(index * 3_840, (index + 1) * 3_840)),
    );
    encoder.close();
    await alice.speak(said);
    await eventually('two seconds of sound', () => heard.sound.length >= 100 && heard.packets.length >= 100);
    expect(heard.packets.map(({ opus }) => opus)).toEqual(said);
    const measured = measureTone(Buffer.concat(heard.sound.map((frame) => frame.pcm)));
    expect(measured.hz).toBeCloseTo(440, 1);
    expect(measured.level).toBeCloseTo(0.25, 2);
    expect(heard.sound.map(({ positionMs, atMs }) => [positionMs, atMs])).toEqual(
      heard.packets.map(({ positionMs, atMs }) => [positionMs, atMs]),
    );
    await eventually('the end', () => voice.talking.size === 0);
    expect(talking).toEqual([
      [alice.userId, true],
      [alice.userId, false],
    ]);
  });

  it('whose number is told after the first words is heard from the first word on', async () => {
    await using party = await VoiceParty.open({ bots: ['alpha'] });
    const alice = await party.guest('alice');
    const voice = await party.join(party.bot('alpha'));
    await party.inOrder([alice]);
    const heard = keep(voice.listen(alice.userId));
    party.discord.faults.voice.lateSpeaking(250, { bot: 'alpha' });
    const said = knownFrames(13, 50);
    await alice.speak(said);
    await eventually('everything', () => heard.length >= 50);
    expect(compareHearing(said, { frames: heard, undecryptable: 0 })).toMatchObject({ missing: [], outOfOrder: 0 });
    expect(heard.map(({ positionMs }) => positionMs)).toEqual(said.map((_, index) => index * FRAME_MS));
    expect(voice.stats().unknownPackets).toBe(0);
  });

  it('is heard on in the same stream after coming back, and after a move of the server; the call’s end is its end', async () => {
    await using party = await VoiceParty.open({ bots: ['alpha'] });
    const { discord, room } = party;
    const voice = await party.join(party.bot('alpha'));
    const member = room.guild.addMember('alice');
    // Before she is there.
    const stream = voice.listen(member.id);
    const heard: HeardOpus[] = [];
    const ended = (async () => {
      for await (const frame of stream) heard.push(frame);
    })();
    const speak = async (seed: number): Promise<void> => {
      const alice = member.voice ?? (await member.connectVoice(room.talk));
      await party.inOrder([alice]);
      const said = knownFrames(seed, 20);
      await alice.speak(said);
      await eventually(
        `what was said (${seed})`,
        () =>
          spoken(heard)
            .at(-1)
            ?.opus.equals(said.at(-1) as Buffer) === true,
      );
    };
    const clock = systemClock;
    const startedAt = clock.now();
    await speak(14);
    await member.leaveVoice();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await speak(15);
    const back = new Promise((resolve) => voice.on('ready', resolve));
    await discord.voice.moveCall(room.talk);
    await back;
    await speak(16);
    const passedMs = clock.now() - startedAt;
    const places = spoken(heard).map(({ opus }) => placeOfKnownFrame(opus));
    expect(places).toEqual([14, 15, 16].flatMap((seed) => Array.from({ length: 20 }, (_, index) => ({ seed, index }))));
    const last = heard.at(-1) as HeardOpus;
    const gap = (spoken(heard)[20]?.positionMs ?? 0) - (spoken(heard)[19]?.positionMs ?? 0);
    expect(gap).toBeGreaterThan(1_500);
    expect(last.positionMs).toBeLessThan(passedMs);
    expect(last.atMs).toBeGreaterThan(startedAt + last.positionMs);
    await voice.disconnect();
    await ended;
  });
});
