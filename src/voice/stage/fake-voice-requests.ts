/** Requests that only note what is asked of them, and tell the state that Discord would: for calls without a bot around them. */
import {
  type ChannelId,
  type GuildId,
  type OwnVoiceStateEditBody,
  type PermissionName,
  type SoundSendBody,
} from '../../models';
import { type OwnVoiceState } from '../link';
import { type VoiceRequestOptions, type VoiceRequests } from './voice-requests';

/** One noted request. */
export type NotedRequest =
  | { readonly kind: 'edit'; readonly guildId: GuildId; readonly body: OwnVoiceStateEditBody }
  | { readonly kind: 'sound'; readonly channelId: ChannelId; readonly body: SoundSendBody };

/** A refusal, as a REST client would make it of Discord's answer. */
export class FakeRefusal extends Error {
  constructor(readonly discordCode: number) {
    super(`Discord refused it by ${discordCode}`);
  }
}

export class FakeVoiceRequests implements VoiceRequests {
  /** Everything that was asked, in order. */
  readonly noted: NotedRequest[] = [];
  /** What the next requests are refused with, first come first served. */
  readonly refusals: (Error | undefined)[] = [];
  /** What requests wait for; a test may set it. */
  pending: Promise<unknown> | undefined;
  /** Channels that are stages. */
  readonly stages = new Set<ChannelId>();
  /** Whether it is known which channels are stages. */
  knowsChannels = true;
  missing: readonly PermissionName[] | undefined;
  private ears: ((change: Partial<OwnVoiceState>) => void) | undefined;

  /** Tells what requests change from now on. */
  tells(ears: (change: Partial<OwnVoiceState>) => void): void {
    this.ears = ears;
  }

  async editOwnVoiceState(
    guildId: GuildId,
    body: OwnVoiceStateEditBody,
    options: VoiceRequestOptions = {},
  ): Promise<void> {
    await this.take({ kind: 'edit', guildId, body }, options);
    const { suppress, requestToSpeakTimestamp: at } = body;
    const change = {
      ...(typeof suppress === 'boolean' && { suppress }),
      ...(at !== undefined && { requestToSpeakTimestamp: at === null ? null : new Date(at) }),
    };
    // What comes back comes later, over the gateway.
    queueMicrotask(() => this.ears?.(change));
  }

  async sendSoundboardSound(
    channelId: ChannelId,
    body: SoundSendBody,
    options: VoiceRequestOptions = {},
  ): Promise<void> {
    await this.take({ kind: 'sound', channelId, body }, options);
  }

  isStage(_guildId: GuildId, channelId: ChannelId): boolean | undefined {
    return this.knowsChannels ? this.stages.has(channelId) : undefined;
  }

  lacking(_guildId: GuildId, _channelId: ChannelId, names: readonly PermissionName[]): PermissionName[] | undefined {
    const { missing } = this;
    return missing && names.filter((name) => missing.includes(name));
  }

  private async take(request: NotedRequest, { signal }: VoiceRequestOptions): Promise<void> {
    signal?.throwIfAborted();
    this.noted.push(request);
    await this.pending;
    const refusal = this.refusals.shift();
    if (refusal) throw refusal;
  }
}
