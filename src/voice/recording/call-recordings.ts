/** The recordings of one call, and the streams of everybody in it: they end with it. */
import { type UserId } from '../../models';
import { type Clock } from '../../util';
import { type CallConnection } from '../call/call-connection';
import { loadOpus } from '../codec/load-opus';
import { type OpusLibrary } from '../codec/opus-codec';
import { type CallHearing } from '../hearing/call-hearing';
import { type HeardOpus, type HeardPcm } from '../hearing/heard-audio';
import { VoiceError } from '../voice-error';
import { HeardCrowd, type HeardStreams } from './heard-crowd';
import { LiveRecording, type RecordingParts } from './live-recording';
import { type CallCompany } from './newcomers';
import {
  type ListenAllOptions,
  type RecordOptions,
  resolveListenAll,
  type ResolvedListenAll,
  resolveRecordOptions,
} from './record-options';
import { type Recording } from './recording';

/** The call. */
export interface RecordedCall {
  readonly connection: Pick<CallConnection, 'userIds'>;
  readonly hearing: CallHearing;
  readonly clock: Clock;
  /** Tells who comes. Returns how to stop listening. */
  readonly onJoined: (listener: (userIds: readonly UserId[]) => void) => () => void;
  /** What mixes are encoded with. Default: what is installed. */
  readonly opus?: (() => Promise<OpusLibrary>) | undefined;
}

export class CallRecordings {
  private readonly parts: RecordingParts;
  private readonly recordings = new Set<LiveRecording>();
  private readonly crowds = new Set<HeardCrowd>();
  private isOver = false;

  /** @param place of the call, for errors. */
  constructor(
    { connection, hearing, clock, onJoined, opus = () => loadOpus() }: RecordedCall,
    private readonly place: string,
  ) {
    const company: CallCompany = {
      get userIds() {
        return connection.userIds;
      },
      onJoined,
    };
    this.parts = { hearing, company, clock, opus };
  }

  /** @throws {VoiceError} VOICE_INVALID_OPTIONS, VOICE_CLOSED when the call is over. */
  record(options: RecordOptions): Recording {
    const resolved = resolveRecordOptions(options);
    this.check('recorded');
    const recording = new LiveRecording(resolved, this.parts);
    this.recordings.add(recording);
    void recording.ended.then(() => this.recordings.delete(recording));
    return recording;
  }

  /** @throws {VoiceError} VOICE_INVALID_OPTIONS, VOICE_CLOSED when the call is over. */
  listenAll(options: ListenAllOptions & { readonly as: 'pcm' }): HeardStreams<HeardPcm>;
  listenAll(options?: ListenAllOptions & { readonly as?: 'opus' | undefined }): HeardStreams<HeardOpus>;
  listenAll(options: ListenAllOptions = {}): HeardStreams {
    const resolved: ResolvedListenAll = resolveListenAll(options);
    this.check('listened to');
    const { hearing, company, clock } = this.parts;
    const crowd = new HeardCrowd(resolved, hearing, company, clock);
    this.crowds.add(crowd);
    void crowd.closed.then(() => this.crowds.delete(crowd));
    return crowd;
  }

  /** The call is over. */
  callEnded(): void {
    this.isOver = true;
    for (const recording of this.recordings) recording.callEnded();
    for (const crowd of this.crowds) crowd.close();
  }

  /** Resolves when all files are closed. */
  async settled(): Promise<void> {
    await Promise.all([...this.recordings].map((recording) => recording.ended));
  }

  private check(what: string): void {
    if (!this.isOver) return;
    throw new VoiceError({
      code: 'VOICE_CLOSED',
      kind: 'ended',
      message: `${this.place} was to be ${what}, but the call is over.`,
      advice: 'join again, and record the new call.',
    });
  }
}
