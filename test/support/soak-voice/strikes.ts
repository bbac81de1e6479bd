/** What goes wrong in a soak of voice: every kind of trouble that a call can have, aimed by chance at a bot in a room. */
import { type DiscordSimulator, type SimMember } from '../../../src/testing/simulator';
import { type PartyBot, type Room } from '../voice-party/voice-party';
import { type Any } from '../world/any';

/** Where it strikes. */
export interface Target {
  readonly bot: Pick<PartyBot, 'name' | 'account'>;
  readonly room: Room;
  /** A person of the room who is not always in its call. */
  readonly visitor: SimMember;
}

export interface Strike {
  readonly name: string;
  /** How often, compared with others. */
  readonly weight: number;
  /** An end of the call that it may lead to. */
  readonly ends?: string;
  /** Datagrams are lost, doubled or out of order by it, for so long. */
  readonly datagramsMs?: number;
  readonly strike: (discord: DiscordSimulator, any: Any, target: Target) => unknown;
}

const DATAGRAMS_MS = 400;
const AWAY_MS = 300;

const at = ({ bot, room }: Target): { bot: string; guild: { id: string } } => ({ bot: bot.name, guild: room.guild });

function later(ms: number, act: () => unknown): void {
  setTimeout(() => void act(), ms).unref();
}

function disturb(name: 'lose' | 'repeat' | 'swap' | 'truncate' | 'jitter'): Strike {
  return {
    name: `datagrams: ${name}`,
    weight: 2,
    datagramsMs: DATAGRAMS_MS,
    strike: ({ faults }, any, target) => {
      const end = faults.voice[name]({ chance: 0.1 + any.number(4) / 10, minMs: 5, maxMs: 60, ...at(target) });
      later(DATAGRAMS_MS, end);
    },
  };
}

function closing(code: number, weight: number, ends?: string): Strike {
  return {
    name: `close code ${code}`,
    weight,
    ...(ends !== undefined && { ends }),
    strike: ({ faults }, _any, target) => faults.voice.close(code, at(target)),
  };
}

export const STRIKES: readonly Strike[] = [
  {
    name: 'somebody comes or goes',
    weight: 8,
    strike: (_discord, _any, { visitor, room }) =>
      visitor.voice ? visitor.leaveVoice() : visitor.connectVoice(room.talk).catch(() => undefined),
  },
  {
    name: 'somebody without encryption comes or goes',
    weight: 2,
    strike: (_discord, _any, { visitor, room }) =>
      visitor.voice
        ? visitor.leaveVoice()
        : visitor.connectVoice(room.talk, { maxDaveProtocolVersion: 0 }).catch(() => undefined),
  },
  { name: 'broken socket', weight: 4, strike: ({ faults }, _any, target) => faults.voice.drop(at(target)) },
  {
    name: 'broken socket, no resume',
    weight: 2,
    strike: ({ faults }, _any, target) => {
      faults.voice.refuseResume(at(target));
      return faults.voice.drop(at(target));
    },
  },
  closing(1_001, 2),
  closing(4_015, 3),
  closing(4_006, 1),
  closing(4_009, 1),
  closing(4_011, 1),
  closing(4_020, 1, 'protocol'),
  closing(4_017, 1, 'dave-required'),
  closing(4_021, 1, 'rate-limited'),
  {
    name: 'kick',
    weight: 1,
    ends: 'kicked',
    strike: (_discord, _any, { bot, room }) => room.guild.member(bot.account).leaveVoice(),
  },
  {
    name: 'moved away and back',
    weight: 1,
    strike: async (_discord, _any, { bot, room }) => {
      const member = room.guild.member(bot.account);
      if (member.voiceChannelId !== room.talk.id) return;
      await member.joinVoice(room.tea);
      later(AWAY_MS, () => member.voiceChannelId === room.tea.id && member.joinVoice(room.talk));
    },
  },
  { name: 'server moves', weight: 3, strike: ({ voice }, _any, { room }) => voice.moveCall(room.talk) },
  {
    name: 'server moves by 4014',
    weight: 1,
    strike: ({ voice }, _any, { room }) => voice.moveCall(room.talk, { code: 4_014 }),
  },
  {
    name: 'another token',
    weight: 2,
    strike: (_discord, _any, { bot, room }) => {
      const member = room.guild.member(bot.account);
      return member.voiceChannelId === room.talk.id ? member.moveVoiceServer() : undefined;
    },
  },
  {
    name: 'no endpoint for a while',
    weight: 1,
    strike: ({ faults, voice }, any, target) => {
      faults.voice.nullEndpoint(50 + any.number(200), at(target));
      return voice.moveCall(target.room.talk);
    },
  },
  {
    name: 'events in the other order',
    weight: 1,
    strike: ({ faults }, _any, target) => {
      faults.voice.reverseEvents(at(target));
    },
  },
  {
    name: 'lost discovery',
    weight: 2,
    strike: ({ faults }, any, target) => {
      faults.voice.dropDiscovery(1 + any.number(2), at(target));
    },
  },
  {
    name: 'group made anew',
    weight: 3,
    strike: ({ faults }, _any, { room }) => faults.voice.resetEncryption({ guild: room.guild }),
  },
  {
    name: 'revoked proposals',
    weight: 2,
    strike: ({ faults }, _any, { room }) => faults.voice.revokeNextProposals({ guild: room.guild }),
  },
  {
    name: 'bad commit',
    weight: 2,
    strike: ({ faults }, _any, target) => {
      faults.voice.badCommit(at(target));
    },
  },
  {
    name: 'bad welcome',
    weight: 2,
    strike: ({ faults }, _any, target) => {
      faults.voice.badWelcome(at(target));
    },
  },
  {
    name: 'malformed proposals',
    weight: 2,
    strike: ({ faults }, _any, target) => faults.voice.malformedProposals(at(target)),
  },
  {
    name: 'late transition',
    weight: 2,
    strike: ({ faults }, any, target) => {
      faults.voice.lateTransition(100 + any.number(400), at(target));
    },
  },
  {
    name: 'slow member',
    weight: 1,
    strike: ({ faults }, any, target) => {
      faults.voice.slowMember(100 + any.number(200), at(target));
    },
  },
  {
    name: 'early external sender',
    weight: 1,
    strike: ({ faults }, _any, target) => {
      faults.voice.earlyExternalSender(at(target));
    },
  },
  {
    name: 'forged datagrams',
    weight: 2,
    strike: ({ faults }, any, target) => faults.voice.forge({ count: 1 + any.number(20), ...at(target) }),
  },
  {
    name: 'nonsense',
    weight: 3,
    strike: ({ faults }, any, target) => {
      const text = any.of(['', '{', 'null', '[]', '{"op":4,"d":{}}', '{"op":25}', '{"op":99,"d":1,"seq":"x"}']) ?? '';
      faults.voice.send(text, at(target));
      const bytes = Buffer.from(Array.from({ length: any.number(40) }, () => any.number(256)));
      // Numbers that nobody gave would make it miss what is really sent.
      if (bytes.length >= 3) bytes.writeUInt8(200 + any.number(50), 2);
      faults.voice.sendBinary(bytes.subarray(0, 2), at(target));
    },
  },
  {
    name: 'lost acks',
    weight: 1,
    strike: ({ faults }, _any, target) => {
      faults.voice.withholdAcks({ times: 2, ...at(target) });
    },
  },
  {
    name: 'stalled socket',
    weight: 2,
    datagramsMs: 700,
    strike: ({ faults }, any, target) => faults.voice.stall(50 + any.number(500), at(target)),
  },
  {
    name: 'muted for a moment',
    weight: 1,
    strike: async (_discord, _any, { bot, room }) => {
      const member = room.guild.member(bot.account);
      await member.setServerVoice({ mute: true });
      later(AWAY_MS, () => member.setServerVoice({ mute: false }));
    },
  },
  {
    name: 'main socket broken',
    weight: 1,
    strike: ({ faults }, _any, { bot }) => faults.gateway.drop({ bot: bot.name }),
  },
  {
    name: 'busy process',
    weight: 1,
    strike: (_discord, any) => {
      const until = performance.now() + 40 + any.number(160);
      while (performance.now() < until);
    },
  },
  disturb('lose'),
  disturb('repeat'),
  disturb('swap'),
  disturb('truncate'),
  disturb('jitter'),
];

/** Once in a soak, because all calls of the bot are lost with it and it takes seconds to come back. */
export const LOST_SESSION: Strike = {
  name: 'main session lost',
  weight: 0,
  ends: 'session-lost',
  strike: ({ faults }, _any, { bot }) => faults.gateway.invalidSession(false, { bot: bot.name }),
};

export function strikeByChance(any: Any): Strike {
  let left = any.number(STRIKES.reduce((sum, { weight }) => sum + weight, 0));
  return STRIKES.find(({ weight }) => (left -= weight) < 0) as Strike;
}
