/**
 * Where requests are judged and answered: first by what costs nothing (method, path, headers), then the body within its limits,
 * then the signature; nothing is read out of a body that Discord did not sign.
 */
import { type KeyObject } from 'node:crypto';
import { type APIInteraction, InteractionResponseType } from 'discord-api-types/v10';
import { type AnyEvent, createWebhookEvent, InteractionCreateEvent, type ViewContext } from '../../models';
import { type InteractionsResource } from '../../rest';
import { asError, type Clock, type Logger } from '../../util';
import { type Answers } from '../answers/answers';
import { BodyRoom } from './body-room';
import { ANSWER_MS, ENDPOINT_DEFAULTS, type EndpointOptions } from './endpoint-options';
import { EndpointCounts } from './endpoint-health';
import {
  type BodyLimits,
  emptyReply,
  type EndpointReply,
  type EndpointRequest,
  jsonReply,
  refusalReply,
} from './exchange';
import { FirstAnswer } from './first-answer';
import { HttpAnswers } from './http-answers';
import { readSignedPayload } from './read-request';
import { type EndpointRefusal } from './refusal';
import { ReplayWindow } from './replay-window';
import { isSignedBy, readSignature, type RequestSignature, SIGNATURE_HEADER, TIMESTAMP_HEADER } from './signature';

/** What the endpoint needs of the group that it belongs to. */
export interface EndpointGroup {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly views: ViewContext;
  readonly interactions: InteractionsResource;
  /** Hands an event to the handlers. */
  readonly accept: (event: AnyEvent) => void;
  /** Whether anybody hears events of a name. */
  readonly wants: (eventName: string) => boolean;
  /** Whether handlers can be called: after the start, before the stop. */
  readonly isRunning: () => boolean;
}

/** What the author is told of, where a bot would otherwise be silent without a reason. */
const ALARMS: Partial<Readonly<Record<EndpointRefusal, { readonly what: string; readonly advice: string }>>> = {
  stale: {
    what: 'a request to the HTTP endpoint was signed at another time',
    advice: 'if nothing is answered, the clock of this machine is wrong; else somebody sends old requests again.',
  },
  busy: {
    what: 'more requests came to the HTTP endpoint at once than it has room for, and those that took longest were let go',
    advice:
      'somebody begins requests and does not end them: let the proxy before the endpoint read bodies whole, and limit addresses.',
  },
};

const JSON_ONLY = /^application\/json\s*(?:;|$)/i;

export class EndpointDesk {
  readonly counts = new EndpointCounts();
  private readonly replays: ReplayWindow;
  private readonly limits: BodyLimits;
  private readonly answers = new WeakMap<InteractionCreateEvent, HttpAnswers>();
  private readonly told = new Set<EndpointRefusal>();

  constructor(
    private readonly key: KeyObject,
    private readonly options: EndpointOptions,
    private readonly group: EndpointGroup,
  ) {
    const { replayWindowMs, maxBodyBytes: maxBytes, bodyMs: limitMs } = { ...ENDPOINT_DEFAULTS, ...defined(options) };
    this.replays = new ReplayWindow(replayWindowMs);
    this.limits = { maxBytes, limitMs, room: new BodyRoom(maxBytes) };
  }

  /** The way back of an interaction that came here; `undefined` for all others. */
  answersOf(event: InteractionCreateEvent): Answers | undefined {
    return this.answers.get(event);
  }

  /** Never rejects. */
  async answer(request: EndpointRequest): Promise<EndpointReply> {
    this.counts.received += 1;
    this.counts.open += 1;
    const cameAtMs = this.group.clock.now();
    try {
      const reply = await this.serve(request, cameAtMs);
      return typeof reply === 'string' ? this.refuse(reply) : reply;
    } catch (error) {
      this.group.logger.error('the HTTP endpoint failed', { error: asError(error).message });
      return this.refuse('failed');
    } finally {
      this.counts.open -= 1;
    }
  }

  private async serve(request: EndpointRequest, cameAtMs: number): Promise<EndpointReply | EndpointRefusal> {
    const signature = this.judge(request);
    if (typeof signature === 'string') return signature;
    const body = await request.body(this.limits);
    if (typeof body === 'string') return body;
    if (!isSignedBy(this.key, signature, body)) return 'signature';
    const signed = readSignedPayload(body);
    if (typeof signed === 'string') return signed;
    if (signed.kind === 'ping') {
      this.counts.pings += 1;
      return signed.of === 'events' ? emptyReply(204) : jsonReply(200, { type: InteractionResponseType.Pong });
    }
    if (!this.group.isRunning()) return 'closed';
    const again = this.noteRequest(signature);
    if (again) return again;
    if (signed.kind === 'event') {
      this.counts.events += 1;
      this.group.accept(createWebhookEvent(signed.type, signed.data, this.group.views));
      return emptyReply(204);
    }
    return this.interact(signed.payload, request, cameAtMs);
  }

  /** What can be said before the body is read. */
  private judge(request: EndpointRequest): RequestSignature | EndpointRefusal {
    const { path } = this.options;
    if (path !== undefined && request.path !== path) return 'path';
    if (request.method !== 'POST') return 'method';
    if (!JSON_ONLY.test(request.header('content-type') ?? '')) return 'content-type';
    const signature = readSignature(request.header(SIGNATURE_HEADER), request.header(TIMESTAMP_HEADER));
    if (!signature) return 'signature';
    return this.replays.isStale(signature.atMs, this.group.clock.wallMs()) ? 'stale' : signature;
  }

  /** What speaks against a request that is Discord's: its body took too long to come, or it came before. */
  private noteRequest({ atMs, signature }: RequestSignature): EndpointRefusal | undefined {
    const { replays } = this;
    const nowMs = this.group.clock.wallMs();
    if (replays.isStale(atMs, nowMs)) return 'stale';
    const wasNarrowed = replays.narrowed;
    const isNew = replays.take(atMs, signature, nowMs);
    if (replays.narrowed && !wasNarrowed) {
      this.group.logger.warn('more requests came to the HTTP endpoint than it can tell from replays; said once', {
        advice: 'requests that are some seconds late are refused meanwhile; spread so many over several processes.',
      });
    }
    if (isNew) return undefined;
    return replays.isStale(atMs, nowMs) ? 'stale' : 'replayed';
  }

  /** The event goes the way of all events; its first answer is the response. */
  private async interact(
    payload: APIInteraction,
    request: EndpointRequest,
    cameAtMs: number,
  ): Promise<EndpointReply | EndpointRefusal> {
    const { clock, interactions, views, accept, wants } = this.group;
    if (!wants(InteractionCreateEvent.eventName)) return 'unanswered';
    const event = new InteractionCreateEvent(payload, views);
    const first = new FirstAnswer(clock, Math.max(0, ANSWER_MS - (clock.now() - cameAtMs)));
    request.onGone(() => {
      first.abandon();
    });
    this.answers.set(event, new HttpAnswers({ event, interactions, first, clock }));
    accept(event);
    const reply = await first.reply;
    if (first.refusal !== undefined) return first.refusal;
    this.counts.answered += 1;
    return reply;
  }

  private refuse(kind: EndpointRefusal): EndpointReply {
    this.counts.refused[kind] += 1;
    const { logger } = this.group;
    const alarm = ALARMS[kind];
    if (alarm && !this.told.has(kind)) {
      this.told.add(kind);
      logger.warn(`${alarm.what}; said once`, { advice: alarm.advice });
    } else logger.debug('a request to the HTTP endpoint was refused', { why: kind });
    return refusalReply(kind);
  }
}

/** Options without what is `undefined`, which would stand for a default. */
function defined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
