/** What a bot under test says: what went wrong in it, for a test that waits in vain does not know. */
import { ConsoleLogger, type Logger, type LogLevel, nullLogger } from '../../util';
import { SimulatorMisuse } from '../simulator';

const LOG_VARIABLE = 'CORDUROY_LOG';
const LEVELS: readonly string[] = ['debug', 'info', 'warn', 'error'] satisfies LogLevel[];

/** Warnings and errors on standard error, unless the environment variable `CORDUROY_LOG` names another level or `silent`. */
export function testLogger(): Logger {
  const level = process.env[LOG_VARIABLE] ?? 'warn';
  if (level === 'silent') return nullLogger;
  if (LEVELS.includes(level)) return new ConsoleLogger({ level: level as LogLevel });
  throw new SimulatorMisuse(`${LOG_VARIABLE} is "${level}"`, `one of ${LEVELS.join(', ')}, silent.`);
}
