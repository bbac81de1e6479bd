/**
 * Interactions and events over HTTP: what Discord sends to the addresses in an application's settings, signed with its key.
 * The answer to an interaction is its first answer, read as one that came over REST; without one in three seconds it failed.
 * https://discord.com/developers/docs/interactions/overview#configuring-an-interactions-endpoint-url
 */
import { Agent } from 'node:http';
import { type Timer } from '../../../util';
import { parseBody } from '../rest/body';
import { ApiError } from '../rest/api-error';
import { type GatewayFacts, RestContext } from '../rest/context';
import { answerInteraction } from '../rest/routes/interactions';
import { type SimulatorLog } from '../log';
import { type ApplicationRecord } from '../world/applications';
import { type InteractionRecord } from '../world/interaction-record';
import { ANSWER_MS } from '../world/interactions';
import { type AddressKind, type Outbound } from '../world/outbound';
import { type World } from '../world/world';
import { isReachable, type OutboundReply, post } from './post';

/** The application answers by requests of its own. */
const ACCEPTED = 202;
const PING = { interactions: 1, events: 0 } as const;
const EVENT = 1;
const ENABLED = 2;

const ACKNOWLEDGED = 204;
const FIRST_WAIT_MS = 5_000;
const LONGEST_TRIAL_MS = 600_000;

interface OutboundEvent {
  readonly application: ApplicationRecord;
  readonly url: string;
  readonly type: string;
  readonly body: string;
}

interface OutboundInit {
  readonly world: World;
  readonly log: SimulatorLog;
  readonly gateway: GatewayFacts;
}

interface Sent {
  readonly event: 'ping' | 'forged' | 'interaction' | 'event';
  readonly name: string;
}

export class OutboundHub implements Outbound {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly closed = new AbortController();
  /** Of events that will be sent once more. */
  private readonly timers = new Set<Timer>();

  constructor(private readonly init: OutboundInit) {}

  interaction(interaction: InteractionRecord, payload: object): boolean {
    const { receiver, interactionsUrl } = interaction.application;
    if (receiver) {
      // As over a network, what hears it has come to an end with what was sent before.
      setImmediate(() => {
        receiver(payload);
      });
      return true;
    }
    if (interactionsUrl === null || !isReachable(interactionsUrl)) return false;
    void this.deliver(interaction, interactionsUrl, JSON.stringify(payload));
    return true;
  }

  event(application: ApplicationRecord, type: string, data: object): void {
    const { eventWebhooksUrl: url, eventWebhooksStatus, eventWebhooksTypes } = application;
    if (url === null || eventWebhooksStatus !== ENABLED || !eventWebhooksTypes.includes(type)) return;
    if (!isReachable(url)) return;
    const timestamp = new Date(this.init.world.clock.wallMs()).toISOString();
    const body = { version: 1, application_id: application.id, type: EVENT, event: { type, timestamp, data } };
    void this.announce({ application, url, type, body: JSON.stringify(body) }, FIRST_WAIT_MS);
  }

  /**
   * Sends an event until it is acknowledged, waiting twice as long each time, for ten minutes at most.
   * https://discord.com/developers/docs/events/webhook-events#responding-to-events
   */
  private async announce(event: OutboundEvent, waitMs: number): Promise<void> {
    const { application, url, type, body } = event;
    const reply = await this.send(application, url, body, { event: 'event', name: type });
    const nextMs = waitMs * 2;
    // So long it has been tried by then: each wait is as long as all before it and the first once more.
    const triedMs = nextMs - FIRST_WAIT_MS;
    if (reply?.status === ACKNOWLEDGED || this.closed.signal.aborted || triedMs > LONGEST_TRIAL_MS) return;
    const timer = this.init.world.clock.setTimer(
      waitMs,
      () => {
        this.timers.delete(timer);
        if (application.eventWebhooksUrl === url) void this.announce(event, nextMs);
      },
      { keepAlive: false },
    );
    this.timers.add(timer);
  }

  async verify(application: ApplicationRecord, url: string, kind: AddressKind): Promise<boolean> {
    // Nothing is sent beyond this machine, so nothing can be found wrong there.
    if (!isReachable(url)) return true;
    const { ids } = this.init.world;
    const id = { id: ids.next(), application_id: application.id, version: 1 };
    const body = JSON.stringify({ ...id, type: PING[kind], ...(kind === 'interactions' ? { token: 'ping' } : {}) });
    const answer = await this.send(application, url, body, { event: 'ping', name: kind });
    if (!answer || !isPong(answer, kind)) return false;
    const forged = await this.send(application, url, body, { event: 'forged', name: kind });
    return forged?.status === 401;
  }

  close(): void {
    for (const timer of this.timers) timer.cancel();
    this.timers.clear();
    this.closed.abort(new Error('the simulator was closed'));
    this.agent.destroy();
  }

  private async deliver(interaction: InteractionRecord, url: string, body: string): Promise<void> {
    const { interactions } = this.init.world;
    const over = new AbortController();
    const hear = (change: { readonly event: string; readonly interaction: InteractionRecord }): void => {
      if (change.interaction === interaction && change.event === 'failed') over.abort(new Error('no answer in time'));
    };
    interactions.listeners.add(hear);
    const sent: Sent = { event: 'interaction', name: interaction.name };
    const reply = await this.send(interaction.application, url, body, sent, over.signal);
    interactions.listeners.delete(hear);
    // It may have been answered by a request, and it may be too late.
    if (interaction.acknowledgement !== 'none' || reply?.status === ACCEPTED) return;
    const problem = reply ? this.answer(interaction, reply) : 'there was no answer';
    if (problem === undefined) return;
    this.init.log.push({
      kind: 'endpoint',
      bot: interaction.application.bot.name,
      event: 'refused',
      name: interaction.name,
      status: reply?.status ?? 0,
      problem,
    });
    interactions.fail(interaction);
  }

  /** Takes a response for the first answer. @returns what is wrong with it. */
  private answer(interaction: InteractionRecord, { status, contentType, bytes }: OutboundReply): string | undefined {
    if (status !== 200) return `the status is ${status}`;
    const { world, gateway } = this.init;
    try {
      const { body, files } = parseBody(contentType, bytes);
      answerInteraction(
        new RestContext({
          ...{ world, gateway, body, files, grant: undefined, headers: {}, reason: null },
          bot: interaction.application.bot,
          params: { interaction_id: interaction.id, interaction_token: interaction.token },
          query: new URLSearchParams(),
        }),
      );
      return undefined;
    } catch (error) {
      if (error instanceof ApiError) return `${error.message} ${JSON.stringify(error.errors ?? {})}`;
      throw error;
    }
  }

  /** Signs and sends; a forged request is signed for another body. `undefined` without an answer. */
  private async send(
    application: ApplicationRecord,
    url: string,
    body: string,
    sent: Sent,
    over?: AbortSignal,
  ): Promise<OutboundReply | undefined> {
    const { world, log } = this.init;
    const timestamp = String(Math.floor(world.clock.wallMs() / 1_000));
    const signed = sent.event === 'forged' ? `${body} ` : body;
    const signature = application.signingKey.sign(timestamp, signed);
    const late = new AbortController();
    const abort = (): void => {
      late.abort(new Error('no answer in time'));
    };
    const timer = world.clock.setTimer(ANSWER_MS, abort, { keepAlive: false });
    const signals = [this.closed.signal, late.signal, ...(over ? [over] : [])];
    let reply: OutboundReply | undefined;
    try {
      const signal = AbortSignal.any(signals);
      reply = await post({ url, body, signature, timestamp }, { agent: this.agent, signal });
    } catch {
      // Whoever does not answer is seen by the status 0 in the log.
    }
    timer.cancel();
    if (!this.closed.signal.aborted) {
      const { event, name } = sent;
      log.push({ kind: 'endpoint', bot: application.bot.name, event, name, status: reply?.status ?? 0 });
    }
    return reply;
  }
}

/** https://discord.com/developers/docs/events/webhook-events#preparing-for-events */
function isPong({ status, bytes, contentType }: OutboundReply, kind: AddressKind): boolean {
  if (kind === 'events') return status === ACKNOWLEDGED;
  if (status !== 200 || !/^application\/json\b/i.test(contentType ?? '')) return false;
  try {
    return (JSON.parse(bytes.toString('utf8')) as { readonly type?: unknown } | null)?.type === 1;
  } catch {
    return false;
  }
}
