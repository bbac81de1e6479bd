/** The main gateway as a call in a worker sees it: what it asks for is asked of the main thread. */
import { type ChannelId, type GuildId, type UserId } from '../../../models';
import { abortReason, deferred, type Deferred } from '../../../util';
import { type OwnVoiceFlags, type VoiceLink } from '../../link';
import { type FromCall } from '../messages';
import { decodeError, type PlainError } from '../plain-error';

export class HostLink implements VoiceLink {
  /** As the main thread told it last. */
  mainSessionId: string | undefined;
  private readonly waiting = new Map<number, Deferred<void>>();
  private last = 0;

  constructor(
    readonly userId: UserId,
    private readonly say: (message: FromCall) => void,
  ) {}

  sessionId(_guildId: GuildId): string | undefined {
    return this.mainSessionId;
  }

  async changeVoiceState(
    _guildId: GuildId,
    channelId: ChannelId | null,
    { selfMute, selfDeaf }: OwnVoiceFlags = {},
    { signal }: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<void> {
    signal?.throwIfAborted();
    const request = (this.last += 1);
    const answer = deferred();
    this.waiting.set(request, answer);
    const onAbort = (): void => {
      this.say({ type: 'signal-abort', request });
      this.waiting.delete(request);
      answer.reject(abortReason(signal as AbortSignal));
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    this.say({ type: 'signal', request, channelId, flags: { selfMute, selfDeaf } });
    try {
      // The main thread answers as soon as the gateway has, which has its limits; the call has its own.
      await answer.promise;
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** The main thread has sent it, or could not. */
  answered(request: number, error: PlainError | undefined): void {
    const answer = this.waiting.get(request);
    this.waiting.delete(request);
    if (error) answer?.reject(decodeError(error));
    else answer?.resolve();
  }
}
