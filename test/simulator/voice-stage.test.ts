/** Stages and soundboards from the bot down to the wire: what is refused, what is granted, and who hears what. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  ClientHub,
  type ClientGroup,
  nullLogger,
  type PermissionName,
  Source,
  VoiceChannelEffectSendEvent,
  VoiceClientUpdateEvent,
} from '../../src';
import { GroupVoiceRequests } from '../../src/hub/voice-requests';
import { type RequestingVoice, voiceRequestsContract } from '../../src/testing/contracts/voice-requests';
import {
  compareHearing,
  DiscordSimulator,
  knownFrames,
  type SimBot,
  type SimGuild,
  type SimMember,
  type VirtualMember,
} from '../../src/testing/simulator';
import { type VoiceClient } from '../../src/voice';
import { quickQueue, quickSessions } from '../support/quick-sessions';
import { eventually } from '../support/voice-party/voice-party';

let discord: DiscordSimulator;
let guild: SimGuild;
let bot: SimBot;
let member: SimMember;
let moderator: SimMember;
let alice: VirtualMember;
let hub: ClientHub;
let group: ClientGroup;

beforeEach(async () => {
  discord = await DiscordSimulator.start(quickSessions());
  bot = discord.createBot({ name: 'alpha' });
  guild = discord.createGuild({
    name: 'Loom',
    channels: [
      { name: 'Stage', type: 'stage' },
      { name: 'Talk', type: 'voice' },
    ],
  });
  guild.createChannel({
    name: 'Lecture',
    type: 'stage',
    permissionOverwrites: [{ for: guild.everyone, deny: ['RequestToSpeak'] }],
  });
  member = guild.member(bot);
  moderator = guild.addMember('mary');
  await moderator.addRole(guild.createRole({ name: 'moderator', permissions: ['MuteMembers'] }));
  alice = await guild.addMember('alice').connectVoice('Stage');
  hub = new ClientHub({ api: discord.apiUrl, logger: nullLogger });
  group = hub.createClientGroup('alpha', bot.token, {
    intents: { add: ['Guilds', 'GuildVoiceStates'] },
    identifyQueue: quickQueue(),
  });
  await hub.start();
});

afterEach(async () => {
  await hub.stop();
  await discord.close();
});

const join = (channel = 'Stage'): Promise<VoiceClient> => group.voice.join(guild.id, guild.channel(channel).id);

/** From now on the bot has these beside what everybody has. */
const allow = (...permissions: PermissionName[]): unknown => guild.addBot(bot, { permissions });

/** What Alice heard of a text of the bot, when she heard all of it. */
async function expectHeard(said: readonly Buffer[]): Promise<void> {
  await eventually('everything is heard', () => alice.heard(bot.id).frames.length >= said.length);
  expect(compareHearing(said, alice.heard(bot.id))).toMatchObject({
    missing: [],
    duplicated: [],
    outOfOrder: 0,
    foreign: 0,
  });
}

describe('A bot that joins a stage', () => {
  const said = knownFrames(7, 50);

  it('is heard by nobody, is refused, is granted, speaks without end-to-end encryption, and is silent again in the audience', async () => {
    const voice = await join();
    expect(voice).toMatchObject({
      isSuppressed: true,
      isStage: true,
      encryption: { phase: 'off', protocolVersion: 0 },
    });
    const playback = voice.play(Source.frames(said));
    await expect(voice.joinSpeakers()).rejects.toMatchObject({
      code: 'VOICE_STAGE_SUPPRESSED',
      message: expect.stringContaining('lacks MuteMembers') as unknown,
    });
    await pause(200);
    expect([playback.state, playback.positionMs]).toEqual(['waiting', 0]);
    expect(discord.voice.sent(bot, guild).packets).toEqual([]);

    allow('MuteMembers');
    const told: boolean[] = [];
    voice.on('suppressed', (isSuppressed) => told.push(isSuppressed));
    await voice.joinSpeakers();
    expect([voice.isSuppressed, member.stage.isSuppressed]).toEqual([false, false]);
    await expect(playback.ended).resolves.toEqual({ reason: 'finished' });
    await expectHeard(said);
    expect(discord.voice.call(guild.channel('Stage'))).toMatchObject({ daveVersion: 0 });

    await voice.joinAudience();
    expect([voice.isSuppressed, member.stage.isSuppressed, told]).toEqual([true, true, [false, true]]);
    // The last frame of silence may still be on its way.
    await pause(100);
    const { length } = discord.voice.sent(bot, guild).packets;
    const unheard = voice.play(Source.frames(said));
    await pause(200);
    expect(unheard.state).toBe('waiting');
    expect(discord.voice.sent(bot, guild).packets).toHaveLength(length);
    expect(alice.heard(bot.id).frames).toHaveLength(said.length);
    expect(discord.log.voiceProblems()).toEqual([]);
  });

  it('asks, is let speak by a moderator, and the hooks see what it was', async () => {
    const updates: object[] = [];
    group.dispatcher.addHandler(VoiceClientUpdateEvent, ({ oldAttributes }) => updates.push(oldAttributes));
    const voice = await join();
    const playback = voice.play(Source.frames(said));
    const speaking = voice.joinSpeakers({ request: true });
    await eventually('a raised hand', () => voice.isHandRaised);
    expect(member.stage.isHandRaised).toBe(true);
    await moderator.stage.invite(bot);
    await speaking;
    await playback.ended;
    await expectHeard(said);
    expect(updates).toEqual([{ requestToSpeakTimestamp: null }, { suppress: true }]);
    expect(voice.isHandRaised).toBe(false);
    await voice.joinAudience();
    expect(member.stage).toMatchObject({ isSuppressed: true, isHandRaised: false });
  });

  it('is told when nobody answers, and its hand is down again', async () => {
    const voice = await join();
    await expect(voice.joinSpeakers({ request: true, timeoutMs: 300 })).rejects.toMatchObject({
      code: 'VOICE_STAGE_SUPPRESSED',
      kind: 'timeout',
    });
    await eventually('the hand to be down', () => !member.stage.isHandRaised && !voice.isHandRaised);
  });

  it('is told both permissions when it may not even ask', async () => {
    const voice = await join('Lecture');
    await expect(voice.requestToSpeak()).rejects.toThrow(/lacks RequestToSpeak/);
    await expect(voice.joinSpeakers({ request: true })).rejects.toThrow(/lacks MuteMembers and RequestToSpeak/);
    await voice.joinAudience();
    expect(voice.isHandRaised).toBe(false);
  });

  it('keeps its place while a moderator sends it to the audience and back', async () => {
    allow('MuteMembers');
    const long = knownFrames(9, 150);
    const voice = await join();
    await voice.joinSpeakers();
    const playback = voice.play(Source.frames(long));
    await eventually('some of it is heard', () => alice.heard(bot.id).frames.length >= 20);
    await moderator.stage.moveToAudience(bot);
    await eventually('it waits', () => playback.state === 'waiting');
    const { positionMs } = playback;
    await pause(200);
    expect([playback.positionMs, voice.isSuppressed]).toEqual([positionMs, true]);
    await moderator.stage.invite(bot);
    await playback.ended;
    // Of what was on its way when the moderator acted, some is lost, as on any stage.
    const { missing, ...rest } = compareHearing(long, alice.heard(bot.id));
    expect(missing.length).toBeLessThan(10);
    expect(rest).toMatchObject({ duplicated: [], outOfOrder: 0, foreign: 0 });
    expect(discord.log.voiceProblems()).toEqual([]);
  });

  it('goes back to the speakers by itself when its main session was lost', async () => {
    allow('MuteMembers');
    const voice = await join();
    await voice.joinSpeakers();
    const told: boolean[] = [];
    voice.on('suppressed', (isSuppressed) => told.push(isSuppressed));
    discord.faults.gateway.close(4009);
    await eventually('it speaks again', () => told.length === 2 && voice.isReady);
    expect([told, voice.isSuppressed, member.stage.isSuppressed]).toEqual([[true, false], false, false]);
    const playback = voice.play(Source.frames(said));
    await playback.ended;
    await expectHeard(said);
  });
});

describe('A voice channel', () => {
  it('is no stage', async () => {
    const voice = await join('Talk');
    expect(voice).toMatchObject({ isSuppressed: false, isStage: false });
    await expect(voice.joinSpeakers()).rejects.toMatchObject({ code: 'VOICE_NO_STAGE' });
  });

  it('where the bot may not speak tells that, and lets it play on', async () => {
    const silent = guild.createChannel({
      name: 'Silent',
      type: 'voice',
      permissionOverwrites: [{ for: guild.everyone, deny: ['Speak'] }],
    });
    await eventually('the channel', () => group.cache.channels.get(silent.id) !== undefined);
    const voice = await join('Silent');
    expect(voice).toMatchObject({ isSuppressed: true, isStage: false });
    await expect(voice.play(Source.frames(knownFrames(1, 5))).ended).resolves.toEqual({ reason: 'finished' });
  });
});

describe('A soundboard', () => {
  const refusal = (promise: Promise<void>): Promise<unknown> => promise.catch((error: unknown) => error);

  it('plays what everybody has and what the guild has, and names what is missing', async () => {
    const heard: (string | number | undefined)[] = [];
    group.dispatcher.addHandler(VoiceChannelEffectSendEvent, ({ soundId, userId }) => heard.push(soundId, userId));
    const voice = await join('Talk');
    expect(await refusal(voice.playSoundboard('1'))).toMatchObject({
      code: 'VOICE_NO_PERMISSION',
      message: expect.stringContaining('lacks UseSoundboard.') as unknown,
    });
    allow('UseSoundboard');
    const { id } = await guild.expressions.createSound('boing');
    await voice.playSoundboard('1');
    await voice.playSoundboard(id);
    await eventually('both are told', () => heard.length === 4);
    expect(heard.map(String)).toEqual(['1', bot.id, id, bot.id]);
    expect(await refusal(voice.playSoundboard('424242'))).toMatchObject({ code: 'VOICE_UNKNOWN_SOUND' });
  });

  it('plays sounds of another guild with the permission for it, and of a guild that the bot is in', async () => {
    const other = discord.createGuild({ name: 'Yarn' });
    const foreign = discord.createGuild({ name: 'Far', bots: [] });
    const { id: soundId } = await other.expressions.createSound('twang');
    const { id: farId } = await foreign.expressions.createSound('far');
    allow('UseSoundboard');
    const voice = await join('Talk');
    const external = { sourceGuildId: other.id };
    expect(await refusal(voice.playSoundboard(soundId, external))).toMatchObject({
      code: 'VOICE_NO_PERMISSION',
      message: expect.stringContaining('lacks UseExternalSounds.') as unknown,
    });
    expect(await refusal(voice.playSoundboard(soundId))).toMatchObject({ code: 'VOICE_UNKNOWN_SOUND' });
    allow('UseSoundboard', 'UseExternalSounds');
    await voice.playSoundboard(soundId, external);
    const far = { sourceGuildId: foreign.id };
    expect(await refusal(voice.playSoundboard(farId, far))).toMatchObject({ code: 'VOICE_UNKNOWN_SOUND' });
  });

  it('is closed to who is muted by the guild or deaf, and open to who muted itself', async () => {
    allow('UseSoundboard');
    const voice = await group.voice.join(guild.id, guild.channel('Talk').id, { selfMute: true });
    await voice.playSoundboard('1');
    await member.setServerVoice({ mute: true });
    expect(await refusal(voice.playSoundboard('1'))).toMatchObject({ code: 'VOICE_MUTED' });
    await member.setServerVoice({ mute: false, deaf: true });
    expect(await refusal(voice.playSoundboard('1'))).toMatchObject({ code: 'VOICE_DEAFENED' });
    await member.setServerVoice({ deaf: false });
    await group.voice.join(guild.id, guild.channel('Talk').id, { selfDeaf: true });
    await eventually('it is deaf', () => group.cache.voiceStates(guild.id).get(bot.id)?.selfDeaf === true);
    expect(await refusal(voice.playSoundboard('1'))).toMatchObject({ code: 'VOICE_DEAFENED' });
  });

  it('is closed to the audience of a stage', async () => {
    allow('UseSoundboard', 'MuteMembers');
    const voice = await join();
    expect(await refusal(voice.playSoundboard('1'))).toMatchObject({ code: 'VOICE_STAGE_SUPPRESSED' });
    await voice.joinSpeakers();
    await voice.playSoundboard('1');
  });
});

describe('The requests of a group keep the contract of voice requests:', () => {
  async function groupRequests(): Promise<RequestingVoice> {
    allow('Administrator');
    await join();
    return {
      requests: new GroupVoiceRequests({ client: group.client, cache: group.cache, userId: () => bot.id }),
      guildId: guild.id,
      stageId: guild.channel('Stage').id,
      talkId: guild.channel('Talk').id,
      isSuppressed: () => member.stage.isSuppressed,
      refuseNextSound: () => {
        void member.stage.speak();
      },
      settle: () => discord.delivered(),
    };
  }
  for (const each of voiceRequestsContract(groupRequests)) it(each.name, () => each.run());
});

describe('People on a stage', () => {
  it('raise hands, are let speak, and are heard only then', async () => {
    const { id } = guild.member('alice');
    const person = guild.member('alice').stage;
    const voice = await join();
    const words = knownFrames(3, 10);
    const others = await guild.addMember('bob').connectVoice('Stage');
    await alice.speak(words, { intervalMs: 5 });
    await person.raiseHand();
    expect([person.isHandRaised, person.isSuppressed]).toEqual([true, true]);
    await person.lowerHand();
    await moderator.stage.invite({ id });
    expect([person.isHandRaised, person.isSuppressed]).toEqual([false, false]);
    await alice.speak(words, { intervalMs: 5 });
    await eventually('she is heard', () => others.heard(id).frames.length === 10);
    await eventually('the bot has all', () => voice.stats().received >= 10);
    await person.listen();
    await alice.speak(words, { intervalMs: 5 });
    expect(others.heard(id).frames).toHaveLength(10);
    await expect(person.speak()).rejects.toThrow('MuteMembers is missing');
    await expect(guild.member('bob').stage.invite({ id })).rejects.toThrow('MuteMembers is missing');
    await expect(moderator.stage.speak()).rejects.toThrow('is on no stage');
  });
});
