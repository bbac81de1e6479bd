/**
 * One recording: listens to everybody who is meant, and puts what they say where it belongs in their files.
 *
 * All places are told by the wall clock of this process, from the instant at which the recording began, so that speakers who
 * never knew of each other are in step. Silence is written as time goes by, not when somebody speaks again: a little late,
 * because packets are held before they are heard, and never beyond the last look at the clock, because after a time in which
 * the process was blocked its timers fire before its packets are read.
 */
import { mkdir } from 'node:fs/promises';
import { inspect } from 'node:util';
import { type UserId } from '../../models';
import { type Clock, deferred, type Timer, withLimit } from '../../util';
import { FRAME_SAMPLES, SAMPLE_RATE } from '../audio-frame';
import { type OpusLibrary } from '../codec/opus-codec';
import { type CallHearing } from '../hearing/call-hearing';
import { type HeardFrame, type HeardOpus, type HeardPcm, type HeardStream } from '../hearing/heard-audio';
import { type VoiceError } from '../voice-error';
import { FileLine } from './file-line';
import { FileMaker } from './file-maker';
import { Mixer } from './mixer';
import { Departures } from './departures';
import { type CallCompany, Newcomers } from './newcomers';
import { type ResolvedRecordOptions } from './record-options';
import {
  type Recording,
  type RecordingEnd,
  type RecordingEndReason,
  type RecordingFile,
  type RecordingState,
} from './recording';
import { asRecordingError, usersFailed } from './recording-errors';
import { RecordingTime } from './recording-time';
import { SpokenLine } from './spoken-line';
import { MAX_WAV_BYTES, SAMPLE_BYTES } from './wav-header';

/** What recordings of a call are made of. */
export interface RecordingParts {
  readonly hearing: CallHearing;
  readonly company: CallCompany;
  readonly clock: Clock;
  readonly opus: () => Promise<OpusLibrary>;
}

const TICK_MS = 1_000;

/** Beside the time that packets are held. */
const LATE_MS = 800;

/** Bytes that may wait for the disk, for each file: 20 s of PCM, or minutes of Opus. */
const QUEUE_BYTES = 4 * 1_048_576;

/** For streams to end when they are told to. */
const STREAMS_MS = 1_000;

const PER_MS = SAMPLE_RATE / 1_000;

/** A second before it is full. */
const MAX_WAV_MS = Math.floor(MAX_WAV_BYTES / SAMPLE_BYTES / PER_MS) - 1_000;

export class LiveRecording implements Recording {
  readonly ended: Promise<RecordingEnd>;
  private readonly finished = deferred<RecordingEnd>();
  private readonly time: RecordingTime;
  private readonly maker: FileMaker;
  private readonly newcomers: Newcomers;
  private readonly departures: Departures;
  private readonly lines: { readonly userId: UserId | undefined; readonly line: FileLine }[] = [];
  private readonly speakers = new Map<UserId, SpokenLine>();
  private readonly mixer: Mixer | undefined;
  private readonly streams = new Map<UserId, HeardStream>();
  private readonly reads = new Set<Promise<void>>();
  private readonly limitMs: number;
  private tickTimer: Timer | undefined;
  private limitTimer: Timer | undefined;
  /** How far time had come at the last look. */
  private tickedMs = 0;
  private writtenBytes = 0;
  private reason: RecordingEndReason | undefined;
  private failure: VoiceError | undefined;
  /** What was said later is not part of it. */
  private endMs = Infinity;
  private isOver = false;
  private readonly onAbort = (): void => {
    this.finish('aborted');
  };

  constructor(
    private readonly options: ResolvedRecordOptions,
    private readonly parts: RecordingParts,
  ) {
    const { clock, hearing, company } = parts;
    const { signal, users, format, maxMs } = options;
    this.ended = this.finished.promise;
    this.time = new RecordingTime(clock.now());
    this.maker = new FileMaker(options, parts.opus, clock.wallMs());
    this.limitMs = format === 'wav' ? Math.min(maxMs, MAX_WAV_MS) : maxMs;
    this.newcomers = new Newcomers({
      ...{ hearing, company, users },
      found: (userId) => {
        this.listen(userId);
      },
      failed: (error) => {
        this.fail(usersFailed(this.place, error));
      },
    });
    this.departures = new Departures({
      ...{ clock, company },
      gone: (userId) => {
        this.streams.get(userId)?.close();
        this.streams.delete(userId);
        this.newcomers.forget(userId);
      },
    });
    if (signal?.aborted) {
      this.finish('aborted');
      return;
    }
    signal?.addEventListener('abort', this.onAbort);
    this.prepare();
    if (options.mix) this.mixer = new Mixer(this.open(undefined), options.silence);
    this.newcomers.start();
    this.setTick();
    this.setLimit();
  }

  get files(): readonly RecordingFile[] {
    return this.lines.map(({ userId, line: { path, samples, bytes } }) => {
      return { userId, path, durationMs: samples / PER_MS, bytes };
    });
  }

  get state(): RecordingState {
    if (this.isOver) return 'ended';
    if (this.reason) return 'ending';
    return this.time.isPaused ? 'paused' : 'recording';
  }

  get positionMs(): number {
    return this.time.now(Math.min(this.parts.clock.now(), this.endMs));
  }

  pause(): void {
    if (this.reason) return;
    this.time.pause(this.parts.clock.now());
    this.limitTimer?.cancel();
  }

  resume(): void {
    if (this.reason || !this.time.isPaused) return;
    this.time.resume(this.parts.clock.now());
    this.setLimit();
  }

  stop(): Promise<RecordingEnd> {
    this.finish('stopped');
    return this.ended;
  }

  callEnded(): void {
    this.finish('call-ended');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  toJSON(): object {
    const { files, positionMs, state } = this;
    return { state, positionMs, files };
  }

  [inspect.custom](): string {
    return `Recording(${this.files.length} files, ${Math.round(this.positionMs)} ms, ${this.state})`;
  }

  /** A place that cannot be written is told at once, not at the first word. */
  private prepare(): void {
    const { to, mix } = this.options;
    if (mix || typeof to !== 'string') return;
    mkdir(to, { recursive: true }).catch((error: unknown) => {
      this.fail(asRecordingError(to, error));
    });
  }

  private get place(): string {
    const { to } = this.options;
    return typeof to === 'string' ? to : 'streams';
  }

  private listen(userId: UserId): void {
    if (this.reason) return;
    const { hearing } = this.parts;
    const { jitterMs, mix, format, users } = this.options;
    const about = { jitterMs };
    try {
      const stream =
        mix || format === 'wav'
          ? hearing.listen(userId, { ...about, as: 'pcm' })
          : hearing.listen(userId, { ...about, as: 'opus' });
      this.streams.set(userId, stream);
      // Who was asked for by name is waited for.
      if (typeof users === 'function') this.departures.add(userId);
      const read = this.read(stream).finally(() => this.reads.delete(read));
      this.reads.add(read);
    } catch (error) {
      this.fail(asRecordingError(this.place, error));
    }
  }

  private async read(stream: HeardStream<HeardOpus> | HeardStream<HeardPcm>): Promise<void> {
    try {
      for await (const frame of stream) this.take(frame);
    } catch (error) {
      this.fail(asRecordingError(this.place, error));
    }
  }

  private take(frame: HeardOpus | HeardPcm): void {
    if (this.isOver || frame.atMs >= this.endMs) return;
    this.departures.heard(frame.userId);
    const position = this.time.positionOf(frame.atMs);
    if (position === undefined) return;
    const place = Math.round(position * PER_MS);
    const now = Math.round(this.time.now(this.parts.clock.now()) * PER_MS);
    if (this.mixer) {
      if (isPcm(frame)) this.mixer.add(frame.userId, place, frame.pcm, now);
      return;
    }
    const speaker = this.speakers.get(frame.userId) ?? this.addSpeaker(frame.userId);
    if (isPcm(frame)) speaker.pcm(frame.pcm, place, now);
    else speaker.opus(frame.opus, Math.round(frame.durationMs * PER_MS), place, now);
  }

  private addSpeaker(userId: UserId): SpokenLine {
    const { format, silence } = this.options;
    const unit = format === 'wav' ? 1 : FRAME_SAMPLES;
    const speaker = new SpokenLine(this.open(userId), { unit, keepsSilence: silence });
    this.speakers.set(userId, speaker);
    return speaker;
  }

  private open(userId: UserId | undefined): FileLine {
    const where = this.maker.where(userId);
    const line = new FileLine({
      where,
      clock: this.parts.clock,
      queueBytes: QUEUE_BYTES,
      open: () => this.maker.open(userId),
      failed: (error) => {
        this.fail(asRecordingError(where, error));
      },
      grown: (bytes) => {
        this.writtenBytes += bytes;
        if (this.writtenBytes >= this.options.maxBytes) this.finish('limit');
      },
    });
    this.lines.push({ userId, line });
    return line;
  }

  private setTick(): void {
    if (this.reason) return;
    const tick = (): void => {
      this.tick();
      this.setTick();
    };
    this.tickTimer = this.parts.clock.setTimer(TICK_MS, tick, { keepAlive: false });
  }

  private tick(): void {
    const position = this.time.now(this.parts.clock.now());
    this.fill(Math.min(position - LATE_MS - this.options.jitterMs, this.tickedMs));
    this.tickedMs = position;
    for (const { line } of this.lines) line.flush();
  }

  private fill(untilMs: number): void {
    const place = Math.round(untilMs * PER_MS);
    this.mixer?.advance(place);
    for (const speaker of this.speakers.values()) speaker.fill(place);
  }

  private setLimit(): void {
    if (this.reason || this.limitMs === Infinity) return;
    const { clock } = this.parts;
    this.limitTimer = clock.setTimer(
      this.limitMs - this.positionMs,
      () => {
        // However late the timer is, the recording is as long as it may be.
        this.finish('limit', clock.now() - (this.positionMs - this.limitMs));
      },
      { keepAlive: false },
    );
  }

  private fail(error: VoiceError): void {
    if (this.isOver) return;
    this.failure ??= error;
    this.finish('error');
  }

  private finish(reason: RecordingEndReason, endMs = this.parts.clock.now()): void {
    if (this.reason) return;
    this.reason = reason;
    this.endMs = endMs;
    this.newcomers.stop();
    this.departures.stop();
    this.tickTimer?.cancel();
    this.limitTimer?.cancel();
    this.options.signal?.removeEventListener('abort', this.onAbort);
    void this.conclude();
  }

  private async conclude(): Promise<void> {
    // What their jitter buffers hold was said before the end, and is read now.
    for (const stream of this.streams.values()) stream.close();
    const read = Promise.all([...this.reads]);
    await withLimit(this.parts.clock, read, STREAMS_MS, () => new Error('late')).catch(() => undefined);
    const lengthMs = this.time.now(this.endMs);
    this.fill(lengthMs);
    this.mixer?.finish(Math.round(lengthMs * PER_MS));
    await Promise.all(this.lines.map(({ line }) => line.finish()));
    this.isOver = true;
    const { failure: error, files } = this;
    this.finished.resolve(error ? { reason: 'error', error, files } : { reason: this.reason ?? 'stopped', files });
  }
}

function isPcm(frame: HeardFrame): frame is HeardPcm {
  return 'pcm' in frame;
}
