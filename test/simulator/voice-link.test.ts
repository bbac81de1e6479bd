/** What a group's calls are given: opcode 4, who the bot is, and what speaks against a join before anybody is asked. */
import { type ClientGroupOptions, VoiceError } from 'corduroy';
import { FakeVoiceCalls, type OwnVoiceState, type VoiceLink, type VoiceServer } from 'corduroy/voice';
import { type LinkedVoice, voiceLinkContract } from '../../src/testing/contracts/voice-link';
import { VoiceBench, type VoiceBot } from './support/voice-bench';
import { eventually } from './support/waiting';

let bench: VoiceBench;
let link: VoiceLink;
beforeEach(async () => {
  bench = await VoiceBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

const VOICE: ClientGroupOptions = { intents: { add: ['GuildVoiceStates'] } };

function bot(options: ClientGroupOptions = VOICE): VoiceBot {
  return bench.bot('alpha', {
    ...options,
    voiceCalls: (given, { secure }) => {
      // A simulator's voice servers are reached without TLS.
      expect(secure).toBe(false);
      link = given;
      return new FakeVoiceCalls();
    },
  });
}

const against = (channelId: string): string | undefined => {
  const obstacle = link.obstacle?.(bench.loom.id, channelId);
  if (obstacle === undefined) return undefined;
  if (!(obstacle instanceof VoiceError)) throw obstacle;
  expect(obstacle.advice).toBeTruthy();
  return obstacle.code;
};

it('speaks over the gateway of the guild, and knows the bot once it is ready', async () => {
  const alpha = bot();
  expect(() => link.userId).toThrow(expect.objectContaining({ code: 'HUB_NOT_STARTED' }) as Error);
  await bench.start(alpha);
  expect(link.userId).toBe(alpha.account.id);
  expect(link.sessionId(bench.loom.id)).toBe(alpha.group.gateway.sessionId);
  await link.changeVoiceState(bench.loom.id, bench.talk.id, { selfDeaf: true });
  await link.changeVoiceState(bench.loom.id, null);
  await eventually('both', () => alpha.sent.length === 2);
  expect(alpha.sent.map(({ channel_id: channel, self_deaf: deaf }) => [channel, deaf])).toEqual([
    [bench.talk.id, true],
    [null, true],
  ]);
});

describe('against a join speaks', () => {
  it('nothing, when the bot may come in', async () => {
    await bench.start(bot());
    expect(against(bench.talk.id)).toBeUndefined();
  });

  it('the missing intent, above all [seed 95]', async () => {
    await bench.start(bot({}));
    expect(against(bench.talk.id)).toBe('VOICE_INTENT_MISSING');
    expect(against('1')).toBe('VOICE_INTENT_MISSING');
  });

  it('a channel that is unknown, of another guild, or none for voice', async () => {
    const alpha = bot();
    const other = bench.discord.createGuild({ name: 'Mill' });
    other.addBot(alpha.account, { permissions: ['Administrator'] });
    const elsewhere = other.createChannel({ name: 'Talk', type: 'voice' });
    await bench.start(alpha);
    expect(['1', elsewhere.id, bench.loom.channel('general').id].map(against)).toEqual(
      Array.from({ length: 3 }, () => 'VOICE_NO_VOICE_CHANNEL'),
    );
  });

  it('a permission that is missing', async () => {
    const permissionOverwrites = [{ for: bench.loom.everyone, deny: ['Connect'] }] as const;
    const locked = bench.loom.createChannel({ name: 'Locked', type: 'voice', permissionOverwrites });
    await bench.start(bot());
    expect(against(locked.id)).toBe('VOICE_NO_PERMISSION');
  });

  it('a channel that is full, unless the bot is in it already or may go before the limit', async () => {
    const small = bench.loom.createChannel({ name: 'Small', type: 'voice', userLimit: 1 });
    const alpha = bot();
    await bench.start(alpha);
    expect(against(small.id)).toBeUndefined();
    await bench.alice.joinVoice(small);
    await eventually('alice', () => alpha.group.cache.voiceStates(bench.loom.id).size === 1);
    expect(against(small.id)).toBe('VOICE_CHANNEL_FULL');
    await alpha.member.joinVoice(small);
    await eventually('the bot', () => alpha.group.cache.voiceStates(bench.loom.id).size === 2);
    expect(against(small.id)).toBeUndefined();
    await alpha.member.leaveVoice();
    await eventually('the bot to be gone', () => alpha.group.cache.voiceStates(bench.loom.id).size === 1);
    const mover = bench.loom.createRole({ name: 'mover', permissions: ['MoveMembers'] });
    await alpha.member.addRole(mover);
    await eventually('the role', () => against(small.id) === undefined);
  });

  it('nothing, when the cache does not know', async () => {
    const alpha = bot({ ...VOICE, cache: 'off' });
    await bench.hub.start();
    expect(alpha.group.state).toBe('ready');
    expect(['1', bench.talk.id].map(against)).toEqual([undefined, undefined]);
  });
});

describe('keeps the contract of a voice link:', () => {
  async function linked(): Promise<LinkedVoice> {
    const states: OwnVoiceState[] = [];
    const servers: VoiceServer[] = [];
    class Recording extends FakeVoiceCalls {
      override hearState(state: OwnVoiceState): void {
        states.push(state);
      }
      override hearServer(server: VoiceServer): void {
        servers.push(server);
      }
    }
    const alpha = bench.bot('alpha', {
      ...VOICE,
      voiceCalls: (given) => {
        link = given;
        return new Recording();
      },
    });
    // Otherwise the first join waits until there is a server, and what is told of it comes later than the answer below.
    await bench.discord.voice.openServers();
    await bench.start(alpha);
    const guild = alpha.group.cache.guilds.get(bench.loom.id);
    return {
      ...{ link, states, servers, guildId: bench.loom.id, channelIds: [bench.talk.id, bench.music.id] },
      // A question over the same connection: its answer comes after those of all commands before it.
      settle: async () => {
        await guild?.members.fetch({ userIds: [alpha.account.id] });
      },
    };
  }
  for (const each of voiceLinkContract(linked)) it(each.name, () => each.run());
});
