/** What a bot of ours hears in its calls, told as a virtual member tells what it hears, so that both are judged alike. */
import { type HeardFrame as MemberHeardFrame } from '../../../src/testing/simulator';
import { type HeardOpus, type HeardStream, SILENCE_FRAME, type VoiceClient } from '../../../src/voice';
import { systemClock } from '../../../src/util';

/** The one that virtual members go by. */
const clock = systemClock;

type EarsFrame = Pick<MemberHeardFrame, 'opus' | 'arrivedAtMs'>;

/** What was heard of somebody: in order, without silence and without what is lost. */
export interface EarsHeard {
  readonly frames: readonly EarsFrame[];
  /** Packets that came and could not be opened. */
  readonly undecryptable: number;
}

interface Ear {
  readonly stream: HeardStream<HeardOpus>;
  readonly frames: EarsFrame[];
}

export class Ears {
  /** By guild and user; one for each call in which somebody was listened to. */
  private readonly ears = new Map<string, Ear[]>();
  private readonly calls = new WeakSet<VoiceClient>();

  /** Listens to everybody in a call, and to who comes. */
  attach(call: VoiceClient): void {
    if (this.calls.has(call)) return;
    this.calls.add(call);
    const listening = new Set<string>();
    const listen = (userIds: readonly string[]): void => {
      for (const userId of userIds) {
        if (!listening.has(userId)) this.listen(call, userId);
        listening.add(userId);
      }
    };
    call.on('usersJoined', listen);
    listen(call.userIds);
  }

  of(guild: { readonly id: string }, who: { readonly id: string }): EarsHeard {
    const ears = this.ears.get(`${guild.id} ${who.id}`) ?? [];
    return {
      frames: ears.flatMap(({ frames }) => frames),
      undecryptable: ears.reduce((sum, { stream }) => sum + stream.stats.unopened, 0),
    };
  }

  private listen(call: VoiceClient, userId: string): void {
    const key = `${call.guildId} ${userId}`;
    const ear: Ear = { stream: call.listen(userId), frames: [] };
    this.ears.set(key, [...(this.ears.get(key) ?? []), ear]);
    void keep(ear);
  }
}

async function keep({ stream, frames }: Ear): Promise<void> {
  for await (const { opus, isLost } of stream) {
    if (!isLost && !opus.equals(SILENCE_FRAME)) frames.push({ opus, arrivedAtMs: clock.now() });
  }
}
