/** Imports what imports it. */
import { Handler, MessageCreateEvent, On } from 'corduroy';
import { Circle } from './circle';

@Handler()
export class CircularHandler {
  @On(MessageCreateEvent)
  circular(_event: MessageCreateEvent, _circle: Circle): void {
    return undefined;
  }
}
