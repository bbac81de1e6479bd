/** Mute and deafness that workers were asked to tell the main gateway, until it has been told: a worker that dies may have kept them. */
import { type OwnVoiceFlags } from '../link';

export class UntoldFlags {
  private selfMute: boolean | undefined;
  private selfDeaf: boolean | undefined;

  /** What has to be told yet; `undefined` when nothing has. */
  get left(): OwnVoiceFlags | undefined {
    const { selfMute, selfDeaf } = this;
    return selfMute === undefined && selfDeaf === undefined ? undefined : { selfMute, selfDeaf };
  }

  /** A worker has taken up a join with these. */
  ask({ selfMute, selfDeaf }: OwnVoiceFlags): void {
    this.selfMute = selfMute ?? this.selfMute;
    this.selfDeaf = selfDeaf ?? this.selfDeaf;
  }

  /** The main gateway was told these. What was asked for since is still to be told. */
  told({ selfMute, selfDeaf }: OwnVoiceFlags): void {
    if (selfMute === this.selfMute) this.selfMute = undefined;
    if (selfDeaf === this.selfDeaf) this.selfDeaf = undefined;
  }
}
