/** A group's way from idle to ready to stopped: the steps, their order, and what is said when one of them fails. */
import { type InjectionGraph, type LifecycleFailure } from '../di';
import { asError, type Clock, type Logger } from '../util';
import { type ClientGroup } from './client-group';
import { openCache, type OpenCache } from './cache-wiring';
import { chooseIntents } from './group-intents';
import { identify, introduce } from './identify';
import { type GroupResult, type StopOptions } from './options';
import { cannotStart, stoppedMeanwhile } from './refusals';
import { VoiceWiring } from './voice-wiring';
import { hasGateway } from './without-gateway';

export interface GroupLifeOptions {
  readonly graph: InjectionGraph;
  readonly logger: Logger;
  readonly clock: Clock;
  /** How long each provider may take to be made. */
  readonly initMs: number;
  /** Whether a simulator on this machine plays Discord. */
  readonly isSimulated: boolean;
  /** How long handlers may finish, and each provider may take to shut down. */
  readonly drainMs: number;
}

export class GroupLife {
  /** Of the groups that start: aborts when they are stopped. */
  private readonly starts = new Map<ClientGroup, AbortController>();
  /** Of the groups that run. */
  private readonly caches = new Map<ClientGroup, OpenCache>();
  private readonly voices = new Map<ClientGroup, VoiceWiring>();

  constructor(private readonly options: GroupLifeOptions) {}

  /** Makes what the group needs, connects it, and tells how that went. Never rejects. */
  async start(group: ClientGroup, signal: AbortSignal | undefined): Promise<GroupResult> {
    // One that was started by itself has what it wanted.
    if (group.state === 'ready') return { group: group.name, ok: true, readyMs: 0 };
    if (group.state !== 'idle') return refused(group, cannotStart(`Group "${group.name}"`, group.state));
    const { clock, logger } = this.options;
    const startedAt = clock.now();
    const stopped = new AbortController();
    this.starts.set(group, stopped);
    group.enter('starting');
    try {
      await this.bringUp(group, signal, stopped.signal);
      // A stop, or the loss of the gateway, may come while hooks run that know nothing of it.
      assertStarting(group);
    } catch (error) {
      if (!isStarting(group)) return refused(group, group.failure ?? stoppedMeanwhile(`Group "${group.name}"`));
      const failure = asError(error);
      group.fail(failure);
      if (!signal?.aborted) logger.error(`group "${group.name}" did not start: ${failure.message}`);
      await group.stop();
      return refused(group, failure);
    } finally {
      this.starts.delete(group);
    }
    group.enter('ready');
    const readyMs = clock.now() - startedAt;
    logger.info(`${group.name} is ready as ${group.user?.username ?? 'somebody'} after ${Math.round(readyMs)} ms`);
    return { group: group.name, ok: true, readyMs };
  }

  /** Ends a group: no more events, running handlers may finish, providers are shut down, everything is freed. Never rejects. */
  async stop(group: ClientGroup, options: StopOptions): Promise<void> {
    const { graph, clock, drainMs } = this.options;
    const wasUsed = group.state !== 'idle';
    group.enter('stopping');
    this.starts.get(group)?.abort(stoppedMeanwhile(`Group "${group.name}"`));
    if (wasUsed) {
      await this.step(group, 'voice', () => this.farewell(group));
      await this.step(group, 'commands', () => group.answers?.endSync() ?? Promise.resolve());
      this.caches.get(group)?.rememberSessions();
      group.ownEndpoint?.retire();
      await this.step(group, 'gateway', () => group.gateway.close(options));
      // Without a gateway nobody is answered any more, so handlers that wait for an answer are told at once.
      group.dispatcher.endWaiting();
      group.answers?.endWaits();
      await this.step(group, 'handlers', () => group.dispatcher.drain({ limitMs: drainMs }));
    }
    await this.step(group, 'endpoint', () => group.ownEndpoint?.close() ?? Promise.resolve());
    this.voices.get(group)?.[Symbol.dispose]();
    this.voices.delete(group);
    group.dispatcher.close();
    if (wasUsed) {
      await this.step(group, 'providers', async () => {
        this.report(group, await graph.closeGroup(group.name, { clock, limitMs: drainMs }));
      });
    }
    await this.step(group, 'cache', () => this.caches.get(group)?.close({ limitMs: drainMs }) ?? Promise.resolve());
    this.caches.delete(group);
    if (group.token !== undefined) await this.step(group, 'client', () => group.client.close());
    group.end();
  }

  /** What voice has to say before the gateway closes; of a group that never got so far, nothing. Never rejects. */
  async farewell(group: ClientGroup): Promise<void> {
    await this.voices.get(group)?.farewell();
  }

  /** Tells of hooks that failed while everything else went on. */
  report(owner: ClientGroup | 'the hub', failures: readonly LifecycleFailure[]): void {
    for (const { name, error } of failures) {
      const whose = owner === 'the hub' ? owner : `group "${owner.name}"`;
      this.options.logger.warn(`${whose}: ${name} failed`, { error: error.message });
    }
  }

  /** @param asked of whoever started the group; @param stopped aborts when it is stopped meanwhile. */
  private async bringUp(group: ClientGroup, asked: AbortSignal | undefined, stopped: AbortSignal): Promise<void> {
    const { graph, clock, initMs, logger, isSimulated } = this.options;
    const signal = asked ? AbortSignal.any([asked, stopped]) : stopped;
    const wait = { signal, clock, limitMs: initMs };
    const injector = await graph.resolveGroup(group.name, wait);
    assertStarting(group);
    group.bind(injector);
    const bits = hasGateway(group) ? chooseIntents(group).bits : 0;
    group.dispatcher.bind(injector, bits);
    const { drainMs } = this.options;
    this.voices.set(group, new VoiceWiring(group, { intents: bits, clock, logger, limitMs: drainMs }));
    const cache = await openCache(group, { intents: bits, clock, logger, signal, isSimulated, limitMs: initMs });
    this.caches.set(group, cache);
    // A stop that came meanwhile found no cache to close.
    if (!isStarting(group)) await cache.close({ limitMs: 0 });
    assertStarting(group);
    if (hasGateway(group)) {
      // Not the stop's signal: the stop closes the gateway itself, and says whether its sessions end.
      await group.gateway.start({ signal: asked });
      cache.forgetForeign();
      this.watch(group);
      await identify(group, logger, signal);
    } else await introduce(group, signal);
    await group.answers?.begin();
    await openPort(group);
    this.report(group, await graph.runReady(group.name, wait));
  }

  /** A gateway that stops by itself takes its own group down, and no other. */
  private watch(group: ClientGroup): void {
    void group.gateway.closed.then((error) => {
      if (!error || group.state === 'stopping' || group.state === 'stopped') return;
      group.fail(error);
      this.options.logger.error(`group "${group.name}" lost its gateway for good: ${error.message}`);
      void group.stop();
    });
  }

  /** One step of a stop: what it cannot do is told, and the next one is taken all the same. */
  private async step(group: ClientGroup, what: string, run: () => Promise<unknown>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.options.logger.warn(`group "${group.name}": closing its ${what} failed`, { error: asError(error).message });
    }
  }
}

async function openPort({ options, ownEndpoint }: ClientGroup): Promise<void> {
  const listen = options.interactions?.endpoint?.listen;
  if (listen) await ownEndpoint?.listen(listen);
}

function refused(group: ClientGroup, error: Error): GroupResult {
  return { group: group.name, ok: false, error };
}

/** Asked anew: the state changes while others work. */
function isStarting(group: ClientGroup): boolean {
  return group.state === 'starting';
}

/** @throws HubError HUB_STOPPED */
function assertStarting(group: ClientGroup): void {
  if (!isStarting(group)) throw stoppedMeanwhile(`Group "${group.name}"`);
}
