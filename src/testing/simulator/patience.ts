/**
 * How a test waits for something in the simulator: on the system's clock, for a manual one belongs to the world and not
 * to the test's patience.
 */
import { systemClock, withLimit } from '../../util';
import { type SimulatorLog } from './log';
import { SimulatorMisuse } from './misuse';

/**
 * Longer than the three seconds after which an interaction counts as unanswered, and shorter than the five that vitest and jest give a
 * test: what is told here would not be read otherwise.
 */
const WAIT_MS = 3_500;
/** For slow machines: the variable that says how long tests wait, in milliseconds. */
const WAIT_VARIABLE = 'CORDUROY_WAIT_MS';

const wasClosed = (failure: string): SimulatorMisuse =>
  new SimulatorMisuse(`${failure} until the simulator was closed`, 'closing it when nobody waits any more.');

export class Patience {
  private readonly waits = new Set<() => void>();
  private closed = false;

  constructor(private readonly log: SimulatorLog) {}

  /** Nobody waits any longer. */
  close(): void {
    this.closed = true;
    for (const end of [...this.waits]) end();
  }

  /** What `look` finds, now or at one of the checks that `listen` arranges; rejects when it takes too long. */
  until<T>(
    look: () => T | undefined,
    listen: (check: () => void) => () => unknown,
    timeoutMs: number | undefined,
    failure: string,
  ): Promise<T> {
    const limitMs = timeoutMs ?? usualMs();
    const early = look();
    if (early !== undefined) return Promise.resolve(early);
    if (this.closed) return Promise.reject(wasClosed(failure));
    let stop: () => unknown = () => undefined;
    let end: () => void = () => undefined;
    const found = new Promise<T>((resolve, reject) => {
      end = () => {
        reject(wasClosed(failure));
      };
      stop = listen(() => {
        const value = look();
        if (value !== undefined) resolve(value);
      });
    });
    const late = (): SimulatorMisuse =>
      new SimulatorMisuse(
        `${failure} within ${limitMs} ms; lately the simulator saw: ${this.recently()}`,
        'a longer timeoutMs, or look at discord.log.entries.',
      );
    this.waits.add(end);
    const result = withLimit(systemClock, found, limitMs, late).finally(() => {
      this.waits.delete(end);
      stop();
    });
    // Whoever closes while a wait is forgotten must not be told of an error that nobody handles.
    result.catch(() => undefined);
    return result;
  }

  /** The last few things that were seen, in a line, for the message of a wait that was in vain. */
  private recently(): string {
    const told = this.log.entries.slice(-6).map((entry) => {
      if (entry.kind === 'request') return `${entry.method} ${entry.path} -> ${entry.status}`;
      if (entry.kind === 'frame') return `op ${entry.op} from ${entry.bot ?? 'somebody'}`;
      if (entry.kind === 'voice-frame') return `voice op ${entry.op} from ${entry.from}`;
      if (entry.kind === 'voice-problem') return `voice problem ${entry.problem}: ${entry.detail}`;
      if (entry.kind === 'voice-dave') return `voice encryption ${entry.event.kind}`;
      return `${entry.kind} ${entry.event}${'code' in entry && entry.code !== undefined ? ` ${entry.code}` : ''}`;
    });
    return told.length === 0 ? 'nothing' : told.join(', ');
  }
}

function usualMs(): number {
  const said = process.env[WAIT_VARIABLE];
  if (said === undefined) return WAIT_MS;
  if (Number(said) > 0) return Number(said);
  throw new SimulatorMisuse(`${WAIT_VARIABLE} is "${said}"`, 'a number of milliseconds, such as 10000.');
}
