/** Calls that only note what is asked of them, for tests of whoever drives them. */
import { type ChannelId, type GuildId } from '../models';
import { type DrivenVoiceCalls, type VoiceCall } from './host';
import { type OwnVoiceState, type VoiceServer } from './link';

/** One noted call of a method: `['follow', '1', '20']`. */
export type NotedCall = readonly [method: string, guildId: GuildId, detail?: string | null];

export class FakeVoiceCall implements VoiceCall {
  channelId: ChannelId | null;
  isOut = false;
  /** What `disconnect` waits for; a test may set it. */
  ending: Promise<unknown> = Promise.resolve();

  constructor(
    readonly guildId: GuildId,
    channelId: ChannelId,
    private readonly calls: FakeVoiceCalls,
  ) {
    this.channelId = channelId;
  }

  follow({ channelId }: OwnVoiceState): void {
    this.channelId = channelId;
    this.calls.noted.push(['follow', this.guildId, channelId]);
  }

  createSocket({ endpoint }: VoiceServer): void {
    this.calls.noted.push(['createSocket', this.guildId, endpoint]);
  }

  async disconnect(): Promise<void> {
    this.calls.noted.push(['disconnect', this.guildId]);
    await this.ending;
    this.calls.forget(this.guildId);
  }
}

export class FakeVoiceCalls implements DrivenVoiceCalls {
  /** Everything that was asked, in order. */
  readonly noted: NotedCall[] = [];
  private readonly calls = new Map<GuildId, FakeVoiceCall>();

  /** Begins a call, as a join would. */
  begin(guildId: GuildId, channelId: ChannelId): FakeVoiceCall {
    const call = new FakeVoiceCall(guildId, channelId, this);
    this.calls.set(guildId, call);
    return call;
  }

  forget(guildId: GuildId): void {
    this.calls.delete(guildId);
  }

  /** What was asked under these names. */
  of(...methods: readonly string[]): NotedCall[] {
    return this.noted.filter(([method]) => methods.includes(method));
  }

  get(guildId: GuildId): FakeVoiceCall | undefined {
    return this.calls.get(guildId);
  }

  [Symbol.iterator](): Iterator<FakeVoiceCall> {
    return this.calls.values();
  }

  hearState({ guildId, channelId }: OwnVoiceState): void {
    this.noted.push(['hearState', guildId, channelId]);
    const call = this.calls.get(guildId);
    if (call) call.isOut = channelId === null;
  }

  hearServer({ guildId, endpoint }: VoiceServer): void {
    this.noted.push(['hearServer', guildId, endpoint]);
  }

  sessionRenewed(guildId: GuildId): void {
    this.noted.push(['sessionRenewed', guildId]);
  }

  regionChanged(guildId: GuildId, channelId: ChannelId): void {
    this.noted.push(['regionChanged', guildId, channelId]);
  }

  channelDeleted(guildId: GuildId, channelId: ChannelId): void {
    this.noted.push(['channelDeleted', guildId, channelId]);
  }

  close(): Promise<void> {
    this.noted.push(['close', '']);
    this.calls.clear();
    return Promise.resolve();
  }
}
