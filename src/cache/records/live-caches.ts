/** Every cache of this process that is in use: where equal records are shared, and what `GUILDS` and the like look into. */
import { type CacheState } from '../cache-state';

const live = new Set<CacheState>();

/** In the order in which they were opened. */
export function liveCaches(): Iterable<CacheState> {
  return live;
}

export function enterLive(state: CacheState): void {
  live.add(state);
}

export function leaveLive(state: CacheState): void {
  live.delete(state);
}

/** The first answer that any cache has. */
export function firstOf<T>(ask: (state: CacheState) => T | undefined): T | undefined {
  for (const state of live) {
    const answer = ask(state);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

export function liveCount(): number {
  return live.size;
}
