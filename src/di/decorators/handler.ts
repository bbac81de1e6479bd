/** `@Handler` and `@Needs`: a class whose methods hear events. */
import { type EventClass } from '../../models';
import { handlerPlaces, neededEvents } from '../metadata/lists';
import { captureSpot, placeAt } from '../metadata/place';
import { type Class } from '../metadata/tokens';

/** A class of handlers. Every group makes one instance of it; its constructor's parameters are injected. */
export function Handler(): (type: Class) => void {
  const spot = captureSpot(Handler);
  return (type) => {
    handlerPlaces.add(type, placeAt(spot, type.name));
  };
}

/** Declares events that the class will wait for or subscribe to while it runs, so that the session asks for their intents. */
export function Needs(...events: readonly EventClass[]): (type: Class) => void {
  return (type) => {
    for (const event of events) neededEvents.add(type, event);
  };
}
