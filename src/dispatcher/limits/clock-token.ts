/** The clock of the program, for classes that are injected: interfaces leave nothing that it could be found by. */
import { token } from '../../di';
import { type Clock } from '../../util';

/** `@Inject(CLOCK) clock: Clock`. A group provides the clock of its hub. */
export const CLOCK = token<Clock>('corduroy.clock');
