/** What makes a view an event that Discord sends to an address of the application, and not over the gateway. */
import { type IntentName } from '../../intents';
import { type PayloadView } from '../../view';
import { type ViewContext } from '../../view-context';
import { dispatch, type EventBrand } from '../dispatch';

/** What a class of webhook events knows about itself, beside what every event class knows. */
export interface WebhookEventInfo {
  readonly isWebhookEvent: true;
}

/** Like `dispatch`, for events that only webhooks bring: no intent asks for them, they are chosen in the developer portal. */
export function webhookEvent<const Name extends string, V extends PayloadView>(
  eventName: Name,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as with dispatches, each class declares its own payload.
  Base: abstract new (raw: any, context?: ViewContext) => V,
): (new (raw: V['raw'], context?: ViewContext) => V & EventBrand<Name>) & {
  readonly eventName: Name;
  readonly intents: readonly IntentName[];
} & WebhookEventInfo {
  return Object.assign(dispatch(eventName, Base), { isWebhookEvent: true as const });
}
