/**
 * Sessions in a directory, one small file for each shard, so that a program that is started again resumes.
 *
 * Every file is written beside its place and moved there, so a reader sees the old or the new one and never half of it.
 * A file that is no session is left out with a warning. Two processes that run the same token in one directory would
 * overwrite each other's sessions: give each its own directory, or, better, run one.
 */
import { nullLogger, type Logger } from '../../util';
import { StateDirectory } from '../state/state-directory';
import { type SessionStore, type StoredSession } from './session-store';

export class FileSessionStore implements SessionStore {
  private readonly directory: StateDirectory;

  /** @param directory is made when something is saved. */
  constructor(directory: string, options: { readonly logger?: Logger | undefined } = {}) {
    this.directory = new StateDirectory(directory, options.logger ?? nullLogger);
  }

  load(key: string, shardId: number): Promise<StoredSession | undefined> {
    return this.directory.read(fileOf(key, shardId), isSession);
  }

  save(key: string, shardId: number, session: StoredSession): Promise<void> {
    const { sessionId, resumeUrl, sequence, aliveAtMs, shardCount, intents } = session;
    return this.directory.write(fileOf(key, shardId), {
      sessionId,
      resumeUrl,
      sequence,
      aliveAtMs,
      shardCount,
      intents,
    });
  }

  clear(key: string, shardId: number): Promise<void> {
    return this.directory.remove(fileOf(key, shardId));
  }
}

function fileOf(key: string, shardId: number): string {
  return `session-${encodeURIComponent(key)}-${shardId}.json`;
}

function isSession(value: object): value is StoredSession {
  const { sessionId, resumeUrl, sequence, aliveAtMs, shardCount, intents } = value as Partial<
    Record<keyof StoredSession, unknown>
  >;
  return (
    typeof sessionId === 'string' &&
    sessionId !== '' &&
    isSocketUrl(resumeUrl) &&
    isCount(sequence) &&
    Number.isFinite(aliveAtMs) &&
    isCount(shardCount) &&
    isCount(intents)
  );
}

/** RESUME sends the token there, so it must not be sent in the clear over a network. */
function isSocketUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'wss:' || (protocol === 'ws:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
