/** What a handler of a command, a component or a form is called with. */
import { type InteractionCreateEvent } from '../../models';
import { type AnsweringMessage, AnyContext } from './any-context';

/** Made for each interaction. */
export abstract class InteractionContext extends AnyContext {
  /** The interaction as Discord sent it. */
  override get event(): InteractionCreateEvent {
    // The router makes these contexts of nothing else.
    return this.source.event as InteractionCreateEvent;
  }

  /** @internal */
  override owns(message: AnsweringMessage): boolean {
    return message.interaction_metadata?.id === this.id || message.id === this.event.message?.id;
  }
}
