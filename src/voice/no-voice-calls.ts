/** The calls of a bot that takes part in none by itself: another library does, or nobody. */
import { type DrivenVoiceCalls, type VoiceCall } from './host';

export class NoVoiceCalls implements DrivenVoiceCalls {
  get(): undefined {
    return undefined;
  }

  [Symbol.iterator](): Iterator<VoiceCall> {
    return [][Symbol.iterator]();
  }

  hearState(): void {
    return;
  }

  hearServer(): void {
    return;
  }

  sessionRenewed(): void {
    return;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
