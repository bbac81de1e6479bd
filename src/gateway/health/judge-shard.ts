/**
 * Says how a shard is from what is known of it: a pure function.
 *
 * A shard can look connected and be of no use: its heartbeats are answered, and nothing else happens. No single sign
 * proves that, because a quiet night looks the same. So silence alone is yellow; silence together with another sign is red.
 */
import { type ShardPhase } from '../protocol/shard-state';
import { type Finding } from './health';
import { type LatencySample, type LatencySummary } from './latency-history';

export interface ShardFacts {
  readonly id: number;
  readonly phase: ShardPhase;
  /** Why it is not ready: "it waits for HELLO". */
  readonly why: string;
  /** For how long it has not been ready; `undefined` while it is. */
  readonly awayMs: number | undefined;
  readonly redAfterMs: number;
  /** What the budget said when it last asked for a session, until it is ready again. */
  readonly budgetRefusal: string | undefined;
  /** Connections that were begun anew within five minutes. */
  readonly reconnectsLately: number;
  /** Frames that were not understood within five minutes. */
  readonly malformedLately: number;
  /** For how long a heartbeat has had no answer. */
  readonly unansweredMs: number | undefined;
  readonly latency: LatencySummary | undefined;
  /** The last round trips, newest last. */
  readonly samples: readonly LatencySample[];
  /** For how long the oldest command has been waiting to leave. */
  readonly waitingMs: number | undefined;
  /** For how long the socket has held a command that it was given. */
  readonly writingMs: number | undefined;
  /** For how long unusually nothing has arrived. */
  readonly silentMs: number | undefined;
}

const RECONNECTS = { yellow: 3, red: 6 } as const;
const MALFORMED = { yellow: 5, red: 50 } as const;
const UNANSWERED_MS = { yellow: 5_000, red: 15_000 } as const;
const WAITING_MS = 10_000;
const WRITING_MS = 10_000;
const SLOW = { times: 5, leastMs: 2_000, samples: 5, redMs: 5_000, redSamples: 3 } as const;

export function judgeShard(facts: ShardFacts): Finding[] {
  const name = `Shard ${facts.id}`;
  if (facts.phase === 'idle') return [red(`${name} has not been started.`)];
  if (facts.phase === 'stopped') return [red(`${name} has stopped: ${facts.why}.`)];
  const findings = [...away(name, facts), ...troubled(name, facts)];
  if (facts.phase !== 'ready') return findings;
  findings.push(...slow(name, facts), ...stuck(name, facts));
  if (facts.silentMs !== undefined) {
    const text = `${name} is ready and its heartbeats are answered, but it has heard nothing for ${seconds(facts.silentMs)}, far longer than ever before`;
    findings.push(
      findings.length > 0 ? red(`${text}, and there are other signs that it is stuck.`) : yellow(`${text}.`),
    );
  }
  return findings;
}

function away(name: string, { awayMs, redAfterMs, why, budgetRefusal }: ShardFacts): Finding[] {
  if (awayMs === undefined) return [];
  if (budgetRefusal !== undefined) return [red(`${name} may not start a session: ${budgetRefusal}`)];
  const text = `${name} has not been ready for ${seconds(awayMs)}: ${why}.`;
  return [awayMs > redAfterMs ? red(text) : yellow(text)];
}

function troubled(name: string, { reconnectsLately, malformedLately }: ShardFacts): Finding[] {
  return [
    ...counted(reconnectsLately, RECONNECTS, `${name} has connected anew ${reconnectsLately} times in five minutes.`),
    ...counted(
      malformedLately,
      MALFORMED,
      `${name} has received ${malformedLately} frames in five minutes that could not be understood.`,
    ),
  ];
}

function slow(name: string, { unansweredMs, latency, samples }: ShardFacts): Finding[] {
  if (unansweredMs !== undefined && unansweredMs > UNANSWERED_MS.yellow) {
    const text = `${name} has been waiting for ${seconds(unansweredMs)} for the answer to a heartbeat.`;
    return [unansweredMs > UNANSWERED_MS.red ? red(text) : yellow(text)];
  }
  if (!latency) return [];
  const last = samples.slice(-SLOW.redSamples);
  if (last.length === SLOW.redSamples && last.every(({ ms }) => ms >= SLOW.redMs)) {
    return [red(`The last ${SLOW.redSamples} heartbeats of ${name} took longer than ${seconds(SLOW.redMs)} each.`)];
  }
  const isUnusual =
    latency.samples >= SLOW.samples && latency.lastMs >= Math.max(SLOW.leastMs, SLOW.times * latency.medianMs);
  if (!isUnusual) return [];
  const { lastMs, medianMs } = latency;
  return [
    yellow(`The last heartbeat of ${name} took ${Math.round(lastMs)} ms, where ${Math.round(medianMs)} ms are usual.`),
  ];
}

function stuck(name: string, { waitingMs, writingMs }: ShardFacts): Finding[] {
  const findings: Finding[] = [];
  if (writingMs !== undefined && writingMs > WRITING_MS) {
    findings.push(red(`The socket of ${name} has not written a command that it was given ${seconds(writingMs)} ago.`));
  }
  if (waitingMs !== undefined && waitingMs > WAITING_MS) {
    findings.push(
      yellow(`A command to ${name} has been waiting for ${seconds(waitingMs)} for room under the rate limit.`),
    );
  }
  return findings;
}

function counted(count: number, limits: { readonly yellow: number; readonly red: number }, text: string): Finding[] {
  if (count >= limits.red) return [red(text)];
  return count >= limits.yellow ? [yellow(text)] : [];
}

function red(reason: string): Finding {
  return { status: 'red', reason };
}

function yellow(reason: string): Finding {
  return { status: 'yellow', reason };
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1_000)} s`;
}
