/**
 * Webhooks that Discord said do not exist. Nobody brings one back, so whatever is asked of it later is refused here:
 * Discord wants clients to stop, and a token that is refused again and again counts towards a ban of the IP address.
 *
 * The token of an interaction looks like a webhook’s and runs out in the same way, but each is used for a few minutes
 * only; and its webhook is the application, which lives on. So the routes of interactions are left alone.
 */
import { type RestError } from '../errors/rest-error';
import { type RestRequest } from '../request';

/** Unknown Webhook, and Invalid Webhook Token. https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const GONE_CODES: readonly (number | undefined)[] = [10_015, 50_027];

/** More than any bot tries in vain; the oldest are forgotten first, and asked for once more. */
const MOST_REMEMBERED = 1_000;

export class GoneWebhooks {
  private readonly majors = new Set<string>();

  /** Whether a request is for one of them. */
  has(request: RestRequest): boolean {
    return this.majors.size > 0 && isOfWebhook(request) && this.majors.has(request.major);
  }

  /** Remembers the webhook of a request that was refused, if it is gone. */
  note(request: RestRequest, error: RestError): void {
    if (!GONE_CODES.includes(error.discordCode) || !isOfWebhook(request)) return;
    const [oldest] = this.majors;
    if (oldest !== undefined && this.majors.size >= MOST_REMEMBERED) this.majors.delete(oldest);
    this.majors.add(request.major);
  }
}

function isOfWebhook({ route }: RestRequest): boolean {
  return route.majors[0] === 'webhook_id' && !route.exempt;
}
