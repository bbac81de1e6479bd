/** A telegraph office: what fails, what is refused, and what is told of it, to people and to the log. */
import { ClientHub, env, PinoLogger } from 'corduroy';
import { destination, pino } from 'pino';
import { Books } from './books';
import { Office } from './office';
import { textsIn } from './words';

// pino is the program's own dependency: any logger with its methods will do.
const logger = new PinoLogger(pino(destination(process.env.LOG_FILE ?? 1)));

export const hub = new ClientHub({ logger });

hub.createClientGroup('office', env('DISCORD_TOKEN'), {
  modules: [Office],
  handlers: [Books],
  dispatcher: { correlation: true },
  interactions: { texts: textsIn },
});

void hub.run();
