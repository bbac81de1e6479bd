/** What a bot of ours hears in its calls, told as a virtual member tells what it hears, so that both are judged alike. */
import { type ReceivedPacket, SILENCE_FRAME, type VoiceClient } from '../../../src/voice';
import { type HeardFrame, type Hearing } from '../../../src/testing/simulator';

interface Ear {
  readonly frames: HeardFrame[];
  readonly undecryptableAtMs: number[];
}

export class Ears {
  private readonly ears = new Map<string, Ear>();
  /** Packets whose speaker was not told of yet: the word of it takes another way than the audio. */
  private unclaimed: ReceivedPacket[] = [];

  /** For the options of a group's voice. */
  readonly onPacket = (client: VoiceClient, packet: ReceivedPacket): void => {
    if (packet.userId === undefined) {
      this.unclaimed.push(packet);
      return;
    }
    const claimed = this.unclaimed.filter(({ header }) => header.ssrc === packet.header.ssrc);
    this.unclaimed = this.unclaimed.filter(({ header }) => header.ssrc !== packet.header.ssrc);
    for (const one of [...claimed, packet]) this.hear(client, packet.userId, one);
  };

  /** What was heard of somebody in a guild, in the order of arrival. Silence is not kept. */
  of(guild: { readonly id: string }, who: { readonly id: string }): Hearing {
    const { frames, undecryptableAtMs } = this.earFor(guild.id, who.id);
    return { frames: [...frames], undecryptable: undecryptableAtMs.length, undecryptableAtMs: [...undecryptableAtMs] };
  }

  private hear(client: VoiceClient, userId: string, { header, payload }: ReceivedPacket): void {
    const { extensionBytes, isPadded, sequence, timestamp } = header;
    const padding = isPadded ? (payload.at(-1) ?? 0) : 0;
    const frame = payload.subarray(extensionBytes, payload.length - padding);
    if (frame.equals(SILENCE_FRAME)) return;
    const ear = this.earFor(client.guildId, userId);
    const opus = client.decrypt(userId, frame);
    if (!opus) ear.undecryptableAtMs.push(performance.now());
    else ear.frames.push({ opus, sequence, timestamp, arrivedAtMs: performance.now(), sealed: !opus.equals(frame) });
  }

  private earFor(guildId: string, userId: string): Ear {
    const key = `${guildId} ${userId}`;
    const ear = this.ears.get(key) ?? { frames: [], undecryptableAtMs: [] };
    this.ears.set(key, ear);
    return ear;
  }
}
