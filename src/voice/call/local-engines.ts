/** Calls that work in this thread. */
import { loadOpus } from '../codec/load-opus';
import { type DaveProvider } from '../dave/dave-provider';
import { VoiceConnection } from '../connection/voice-connection';
import { LocalHearing } from '../hearing/local-hearing';
import { type ResolvedVoiceOptions } from '../voice-clients-options';
import { type CallEngine, type CallEngineOptions, type CallEngines } from './call-engine';

export type LocalEnginesOptions = Pick<
  ResolvedVoiceOptions,
  'link' | 'sockets' | 'udp' | 'clock' | 'random' | 'limits' | 'secure' | 'loadDave' | 'makeAudio'
>;

export class LocalEngines implements CallEngines {
  private dave: DaveProvider | undefined;
  private loading: Promise<DaveProvider> | undefined;
  /** What a connection is given: it asks at its first session, when the library is there. */
  private readonly provider: DaveProvider;

  constructor(private readonly options: LocalEnginesOptions) {
    // A call is only made after `load`.
    const loaded = (): DaveProvider => this.dave as DaveProvider;
    this.provider = {
      get maxProtocolVersion() {
        return loaded().maxProtocolVersion;
      },
      session: (about) => loaded().session(about),
    };
  }

  async load(): Promise<void> {
    if (this.dave) return;
    this.loading ??= this.options.loadDave();
    try {
      this.dave = await this.loading;
    } catch (error) {
      // The next join may find it installed.
      this.loading = undefined;
      throw error;
    }
  }

  make({ guildId, userId, logger, events, budget }: CallEngineOptions): CallEngine {
    const { link, sockets, udp, clock, random, limits, secure, makeAudio } = this.options;
    const hearing: LocalHearing = new LocalHearing({
      place: `guild ${guildId}`,
      ...{ clock, logger },
      userOf: (ssrc) => connection.participants.userOf(ssrc),
      open: (speakerId, frame) => connection.encryption?.open(speakerId, frame),
      opus: () => loadOpus(),
    });
    const connection: VoiceConnection = new VoiceConnection({
      ...{ guildId, userId, link, sockets, udp, clock, random, limits, secure, budget, logger, events },
      ...{ dave: this.provider, receiver: hearing },
    });
    return { connection, audio: makeAudio(connection), hearing };
  }

  async close(): Promise<void> {
    // Nothing is shared between calls that would have to end.
  }
}
