/** A main gateway that answers joins at once, without a network: for calls that are tested, or run, without a bot around them. */
import { type ChannelId, type GuildId, type UserId } from '../models';
import { type OwnVoiceFlags, type OwnVoiceState, type VoiceLink, type VoiceServer } from './link';

/** Who is told what the gateway answers. */
export interface VoiceEars {
  hearState(state: OwnVoiceState): void;
  hearServer(server: VoiceServer): void;
}

/** A command that was sent. */
export interface SentSignal {
  readonly guildId: GuildId;
  readonly channelId: ChannelId | null;
  readonly flags: OwnVoiceFlags;
}

/** What is told of a join, and in which order. `nothing`: as for a full channel. */
export type FakeAnswer = 'state-first' | 'server-first' | 'state-only' | 'server-only' | 'nothing';

export class FakeVoiceLink implements VoiceLink {
  /** Every command, in order. */
  readonly sent: SentSignal[] = [];
  answer: FakeAnswer = 'state-first';
  /** What a server update names. */
  endpoint: string | null = 'voice.test:443';
  /** Makes every command fail. */
  failure: Error | undefined;
  /** Why no join can succeed. */
  refusal: Error | undefined;
  mainSession: string | undefined = 'main-1';
  /** What every state tells beside the place: `{ suppress: true }` as in the audience of a stage. */
  standing: Partial<OwnVoiceState> = {};
  private ears: VoiceEars | undefined;
  private tokens = 0;
  private readonly places = new Map<GuildId, ChannelId>();

  constructor(readonly userId: UserId = '900') {}

  /** Tells answers to these ears from now on. */
  tells(ears: VoiceEars): void {
    this.ears = ears;
  }

  sessionId(_guildId: GuildId): string | undefined {
    return this.mainSession;
  }

  obstacle(_guildId: GuildId, _channelId: ChannelId): Error | undefined {
    return this.refusal;
  }

  async changeVoiceState(
    guildId: GuildId,
    channelId: ChannelId | null,
    flags: OwnVoiceFlags = {},
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<void> {
    options.signal?.throwIfAborted();
    if (this.failure) throw this.failure;
    this.sent.push({ guildId, channelId, flags });
    // What comes back comes later, as from a socket.
    await Promise.resolve();
    if (this.answer === 'nothing' && channelId !== null) return;
    if (this.answer === 'server-first' || this.answer === 'server-only') this.tellServer(guildId, channelId);
    if (this.answer !== 'server-only') this.tellState(guildId, channelId);
    if (this.answer === 'state-first') this.tellServer(guildId, channelId);
  }

  /** Tells where the bot is, as after a kick (`null`) or a move by a moderator. */
  tellState(
    guildId: GuildId,
    channelId: ChannelId | null,
    sessionId = this.mainSession ?? 'voice-session',
    more: Partial<OwnVoiceState> = {},
  ): void {
    const wasIn = this.places.has(guildId);
    if (channelId === null) this.places.delete(guildId);
    else this.places.set(guildId, channelId);
    // Who leaves nothing is not told of it.
    if (channelId !== null || wasIn) this.ears?.hearState({ guildId, channelId, sessionId, ...this.standing, ...more });
  }

  /** Tells where the voice server is, with a new token. */
  tellServer(guildId: GuildId, channelId: ChannelId | null = '1', endpoint: string | null = this.endpoint): void {
    if (channelId === null) return;
    this.tokens += 1;
    this.ears?.hearServer({ guildId, endpoint, token: `voice-token-${this.tokens}` });
  }
}
