/** Who is loudest: everybody in a call, as one stream. */
import { type VoiceClient } from 'corduroy/voice';

/** The loudest sample of everybody who speaks until the signal aborts. */
export async function loudest(voice: VoiceClient, signal: AbortSignal): Promise<Map<string, number>> {
  const peaks = new Map<string, number>();
  for await (const { userId, pcm } of voice.listenAll({ as: 'pcm', signal })) {
    let peak = peaks.get(userId) ?? 0;
    for (let at = 0; at < pcm.length; at += 2) peak = Math.max(peak, Math.abs(pcm.readInt16LE(at)));
    peaks.set(userId, peak);
  }
  return peaks;
}
