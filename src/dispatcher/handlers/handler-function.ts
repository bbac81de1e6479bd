/** A handler that is a plain function. */
import { type AnyEvent } from '../../models';
import { type HandlerArguments } from '../arguments/handler-arguments';

/** Gets the event, then the group's arguments by name. A promise that it returns is watched; other results are not used. */
export type HandlerFunction<E extends AnyEvent> = (event: E, args: HandlerArguments) => unknown;
