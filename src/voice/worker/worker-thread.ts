/** A voice worker as the main thread sees it, and what starts one. */
import { type FromWorker, type ToWorker } from './messages';

/** What a worker tells whoever started it. */
export interface WorkerThreadEvents {
  message(message: FromWorker): void;
  /** It is gone, and was not told to go. Comes once, and nothing after it. */
  died(error: Error): void;
}

/** Port: a worker that runs, or is being started; what is posted meanwhile waits for it. */
export interface WorkerThread {
  /** Does nothing once it is gone. The buffers are not to be used any more. */
  post(message: ToWorker, transfer?: readonly ArrayBuffer[]): void;
  /** Whether the process stays alive for it. */
  hold(isHeld: boolean): void;
  /** Ends it at once, whatever it does. Tells no death. */
  terminate(): Promise<void>;
}

/** Port: starts workers. */
export interface WorkerLauncher {
  /** What the main thread's clock lags behind the process, as `clockOrigin` says. */
  readonly originMs: number;
  /** @throws {VoiceError} VOICE_INVALID_OPTIONS when there is no script to run. */
  launch(events: WorkerThreadEvents): WorkerThread;
}
