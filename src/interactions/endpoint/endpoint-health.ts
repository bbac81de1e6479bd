/** What an endpoint has done so far. */
import { ENDPOINT_REFUSALS, type EndpointRefusal } from './refusal';

export interface EndpointHealth {
  /** Requests that came, refused ones among them. */
  readonly received: number;
  /** Requests that are not answered yet. */
  readonly open: number;
  /** Discord’s own questions whether the endpoint is there. */
  readonly pings: number;
  /** Interactions whose first answer was the response. */
  readonly answered: number;
  /** Webhook events. */
  readonly events: number;
  /** What was refused, by why. */
  readonly refused: Readonly<Record<EndpointRefusal, number>>;
}

export class EndpointCounts {
  received = 0;
  open = 0;
  pings = 0;
  answered = 0;
  events = 0;
  readonly refused = Object.fromEntries(ENDPOINT_REFUSALS.map((kind) => [kind, 0])) as Record<EndpointRefusal, number>;

  read(): EndpointHealth {
    const { received, open, pings, answered, events, refused } = this;
    return { received, open, pings, answered, events, refused: { ...refused } };
  }
}
