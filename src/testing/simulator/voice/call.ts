/**
 * A call: everybody who is connected to voice in one channel, behind sockets or within this process. It tells them of
 * each other, hands audio on, and does what end-to-end encryption needs of a server.
 */
import { VoiceOpcodes } from 'discord-api-types/voice/v8';
import { type ChannelRecord, type GuildRecord } from '../world/records';
import { type CallEncryption } from './call-encryption';
import { isMarked } from './dave/frame-codec';
import { type CallPacket, type Participant } from './participant';
import { type VoiceServer } from './server';

/** Undocumented: what a user allows, and what sort of client they have. Bots are told of it, and have no use for it. */
const CLIENT_FLAGS = 18;
const CLIENT_PLATFORM = 20;
const MAY_BE_RECORDED = 2;

/** What members of a call stand for on the wire when they are silenced. */
const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);
/** How many frames of silence follow when somebody is silenced amid a word. */
const SILENCE_FRAMES = 5;

export class Call {
  private readonly members = new Map<string, Participant>();
  /** What each said last by opcode 5. */
  private readonly speaking = new Map<string, number>();
  /** How many frames of silence each still stands for. */
  private readonly fading = new Map<string, number>();

  constructor(
    readonly server: VoiceServer,
    readonly guild: GuildRecord,
    readonly channel: ChannelRecord,
    readonly encryption: CallEncryption,
    /** Hears of everything that is said, whether anybody listens or not. */
    private readonly record: (from: Participant, packet: CallPacket) => void,
  ) {}

  get channelId(): string {
    return this.channel.id;
  }

  get guildId(): string {
    return this.guild.id;
  }

  get participants(): readonly Participant[] {
    return [...this.members.values()];
  }

  /** The version of end-to-end encryption that everybody knows, and one more who comes; 0 for none. */
  versionWith(newcomer: Participant): number {
    return this.encryption.versionWith(newcomer);
  }

  has(participant: Participant): boolean {
    return this.members.get(participant.userId) === participant;
  }

  join(newcomer: Participant): void {
    const stale = this.members.get(newcomer.userId);
    if (stale === newcomer) return;
    if (stale) this.leave(stale);
    const others = this.participants;
    this.members.set(newcomer.userId, newcomer);
    if (others.length > 0) {
      newcomer.tell(VoiceOpcodes.ClientsConnect, { user_ids: others.map(({ userId }) => userId) });
    }
    for (const other of others) {
      other.tell(VoiceOpcodes.ClientsConnect, { user_ids: [newcomer.userId] });
      describe(newcomer, other);
      describe(other, newcomer);
      const flags = this.speaking.get(other.userId);
      if (flags !== undefined) newcomer.tell(VoiceOpcodes.Speaking, speakingOf(other, flags));
    }
    this.encryption.join(newcomer, others.length === 0);
  }

  leave(participant: Participant): void {
    if (!this.has(participant)) return;
    const { userId } = participant;
    this.members.delete(userId);
    this.speaking.delete(userId);
    this.fading.delete(userId);
    for (const other of this.participants) other.tell(VoiceOpcodes.ClientDisconnect, { user_id: userId });
    this.encryption.leave(userId);
  }

  /** Somebody begins or ends to speak, or changes how. */
  speak(from: Participant, flags: number): void {
    if (!this.has(from)) return;
    this.speaking.set(from.userId, flags);
    for (const other of this.members.values()) {
      if (other !== from) other.tell(VoiceOpcodes.Speaking, speakingOf(from, flags));
    }
  }

  /** Somebody's audio, to everybody else who listens. */
  relay(from: Participant, packet: CallPacket): void {
    if (!this.has(from)) return;
    this.record(from, packet);
    const heard = this.audible(from.userId) ? packet : this.fade(from.userId, packet);
    if (!heard) return;
    if (heard === packet) this.fading.set(from.userId, SILENCE_FRAMES);
    const isSealed = isMarked(heard.payload);
    for (const other of this.members.values()) {
      // While keys change, sealed frames are kept from who could not tell them from audio.
      if (other === from || (isSealed && other.maxDaveProtocolVersion === 0)) continue;
      if (this.listens(other.userId)) other.hear(heard, from.userId);
    }
  }

  /** A frame about end-to-end encryption. */
  receiveDave(from: Participant, op: number, payload: unknown): void {
    if (this.has(from)) this.encryption.receive(from.userId, op, payload);
  }

  close(): void {
    this.encryption.close();
    this.members.clear();
  }

  /** Who is muted, or sits in the audience of a stage, is not heard. */
  private audible(userId: string): boolean {
    const state = this.guild.voiceStates.get(userId);
    const muted = this.guild.members.get(userId)?.mute === true;
    return state !== undefined && !state.selfMute && !state.suppress && !muted;
  }

  private listens(userId: string): boolean {
    const state = this.guild.voiceStates.get(userId);
    const deaf = this.guild.members.get(userId)?.deaf === true;
    return state !== undefined && !state.selfDeaf && !deaf;
  }

  /** Who falls silent amid a word is made to end it: the next few packets are silence, later ones nothing. */
  private fade(userId: string, packet: CallPacket): CallPacket | undefined {
    const left = this.fading.get(userId) ?? 0;
    if (left === 0) return undefined;
    this.fading.set(userId, left - 1);
    return { ...packet, payload: SILENCE };
  }
}

function describe({ userId }: Participant, to: Participant): void {
  to.tell(CLIENT_FLAGS, { user_id: userId, flags: MAY_BE_RECORDED });
  to.tell(CLIENT_PLATFORM, { user_id: userId, platform: null });
}

function speakingOf({ userId, ssrc }: Participant, flags: number): object {
  return { user_id: userId, ssrc, speaking: flags };
}
