/** Trouble on the gateway, by script: what a test calls to make a connection misbehave. */
import { type Withholdable } from '../gateway/conditions';
import { frame, HEARTBEAT_REQUEST, RECONNECT } from '../gateway/frames';
import { type Connection } from '../gateway/connection';
import { type GatewayHub } from '../gateway/hub';
import { EVERYBODY, type Whom } from '../gateway/whom';
import { SimulatorMisuse } from '../misuse';
import { EventFaults } from './event-faults';
import { type FaultTarget } from './target';

export interface CutTarget extends FaultTarget {
  /** Strike when the connection has carried this many more dispatches, in place of now; once per bot. */
  readonly afterEvents?: number;
}

export interface RestartOptions {
  /** `false`: nobody can resume, every client must identify anew. Default `true`. */
  readonly keepSessions?: boolean;
  /** How long connections are refused by HTTP 503, in milliseconds of the simulator's clock. Default 0. */
  readonly downMs?: number;
}

export class GatewayFaults {
  /** Events that come twice, in another order, or not at all. */
  readonly events: EventFaults;

  constructor(
    private readonly hub: GatewayHub,
    /** Finds the ids of the bots that a test names. */
    private readonly resolve: (target: FaultTarget) => Whom,
  ) {
    this.events = new EventFaults(hub, resolve);
  }

  /** Closes connections with a code. Returns how many were struck now. https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
  close(code: number, target: CutTarget = {}): number {
    if (!Number.isInteger(code) || code < 1000 || code > 4999 || code === 1005 || code === 1006) {
      throw new SimulatorMisuse(
        `${code} is no close code that a server can send`,
        'a code like 4000, or drop() for 1006.',
      );
    }
    return this.cut(target, (connection) => {
      connection.close(code, 'closed by a fault');
    });
  }

  /**
   * Breaks connections off without a close frame; with `midFrame` in the middle of a frame, with `reset` by TCP's RST
   * in place of FIN.
   */
  drop(target: CutTarget & { readonly midFrame?: boolean; readonly reset?: boolean } = {}): number {
    return this.cut(target, (connection) => {
      connection.drop(target);
    });
  }

  /**
   * Plays a restart of the server: every connection breaks off, sessions may be lost, and for a while nobody is let in.
   */
  restart(options: RestartOptions = {}): void {
    const { keepSessions = true, downMs = 0 } = options;
    for (const connection of this.hub.connectionsOf(EVERYBODY)) connection.drop();
    if (!keepSessions) for (const session of [...this.hub.sessionsOf(EVERYBODY)]) this.hub.end(session);
    if (downMs > 0) this.hub.conditions.refuseFor(downMs);
  }

  /** Op 7: asks clients to reconnect and resume. */
  reconnect(target: CutTarget = {}): number {
    return this.cut(target, (connection) => {
      connection.send(RECONNECT);
    });
  }

  /** Op 9: says that the session cannot go on; when not resumable it is forgotten. */
  invalidSession(resumable: boolean, target: CutTarget = {}): number {
    return this.cut(target, (connection) => {
      this.hub.sendInvalidSession(connection, resumable);
    });
  }

  /** Op 1: asks for a heartbeat now. */
  requestHeartbeat(target: CutTarget = {}): number {
    return this.cut(target, (connection) => {
      connection.send(HEARTBEAT_REQUEST);
    });
  }

  /** No more answers to heartbeats, until switched off. */
  withholdAcks(on = true, target: FaultTarget = {}): void {
    this.withhold('acks', on, target);
  }

  /** Heartbeats are not answered for so many milliseconds. */
  loseAcks(forMs: number, target: FaultTarget = {}): void {
    const end = this.hub.conditions.withhold('acks', this.resolve(target));
    this.hub.clock.setTimer(forMs, end, { keepAlive: false });
  }

  /** From now on HELLO comes so many milliseconds late. It strikes everybody: nobody has said who they are yet. */
  delayHello(ms: number): void {
    this.hub.conditions.delay('hello', EVERYBODY, ms);
  }

  /** From now on READY, and all that follows it, comes so many milliseconds late. */
  delayReady(ms: number, target: FaultTarget = {}): void {
    this.hub.conditions.delay('ready', this.resolve(target), ms);
  }

  /** From now on RESUMED comes so many milliseconds late; what was missed comes at once. */
  delayResumed(ms: number, target: FaultTarget = {}): void {
    this.hub.conditions.delay('resumed', this.resolve(target), ms);
  }

  /** New connections hear no HELLO until this is switched off. It strikes everybody: nobody has said who they are yet. */
  withholdHello(on = true): void {
    this.withhold('hello', on, {});
  }

  /** Who identifies hears nothing until this is switched off. */
  withholdReady(on = true, target: FaultTarget = {}): void {
    this.withhold('ready', on, target);
  }

  /** Who resumes hears what was missed, but no RESUMED until this is switched off. */
  withholdResumed(on = true, target: FaultTarget = {}): void {
    this.withhold('resumed', on, target);
  }

  /** Every frame to a client takes `ms` longer from now on. */
  delay(ms: number, target: FaultTarget = {}): void {
    this.jitter(ms, ms, target);
  }

  /** Every frame to a client takes between `minMs` and `maxMs` longer from now on. Their order stays. */
  jitter(minMs: number, maxMs: number, target: FaultTarget = {}): void {
    this.hub.conditions.slowDown({ whom: this.resolve(target), minMs, maxMs });
  }

  /**
   * Open connections write `bytes` bytes (default 5) every `everyMs` (default 1), so that frames come in pieces; with
   * `forMs` for so long, otherwise to their end. Returns how many were struck.
   */
  trickle(
    target: FaultTarget & { readonly bytes?: number; readonly everyMs?: number; readonly forMs?: number } = {},
  ): number {
    const { bytes = 5, everyMs = 1, forMs } = target;
    if (!(bytes >= 1)) throw new SimulatorMisuse(`${bytes} bytes at a time`, 'a number from 1 on, or stall().');
    return this.cut({ ...target }, (connection) => {
      connection.slowDown({ bytes, everyMs }, forMs);
    });
  }

  /** Open connections neither read nor write for so many milliseconds, and go on after that. Returns how many. */
  stall(forMs: number, target: FaultTarget = {}): number {
    return this.cut({ ...target }, (connection) => {
      connection.slowDown({ bytes: 0, everyMs: 1 }, forMs);
    });
  }

  /** Sends a text as it is, however malformed. Returns to how many connections. */
  send(text: string, target: CutTarget = {}): number {
    return this.cut(target, (connection) => {
      connection.send(text);
    });
  }

  /** Sends any frame that is no dispatch, for instance one with an unknown opcode. */
  sendOp(op: number, data: unknown, target: CutTarget = {}): number {
    return this.send(frame(op, data), target);
  }

  /** Dispatches anything under any name, with a real sequence number: unknown events, payloads of the wrong shape. */
  dispatch(name: string, data: unknown, target: FaultTarget = {}): number {
    const json = JSON.stringify(data) as string | undefined;
    let count = 0;
    for (const session of this.hub.sessionsOf(this.resolve(target))) {
      session.dispatch(name, json ?? 'null');
      count += 1;
    }
    return count;
  }

  /** Ends the sessions as if they had waited too long for a resume; who is connected is told by op 9. */
  expireSessions(target: FaultTarget = {}): number {
    const sessions = [...this.hub.sessionsOf(this.resolve(target))];
    for (const session of sessions) {
      if (session.carrier) this.hub.sendInvalidSession(session.carrier, false);
      else this.hub.end(session);
    }
    return sessions.length;
  }

  /** The next `count` connections are refused by HTTP 503. */
  refuseConnections(count = 1): void {
    this.hub.conditions.refuse(count);
  }

  /** Ends every fault that lasts, and sends what was kept back. */
  clear(): void {
    this.hub.conditions.clear();
    this.hub.disturbances.clear();
    for (const connection of this.hub.connections) connection.speedUp();
    for (const link of this.hub.slowLinks) link.stop();
    for (const what of ['hello', 'ready', 'resumed'] as const) this.hub.release(what, EVERYBODY);
  }

  private cut(target: CutTarget, act: (connection: Connection) => void): number {
    const whom = this.resolve(target);
    if (target.afterEvents !== undefined) {
      if (!Number.isInteger(target.afterEvents) || target.afterEvents < 1) {
        throw new SimulatorMisuse(
          `afterEvents is ${target.afterEvents}`,
          'a whole number from 1 on, or leave it out for now.',
        );
      }
      this.hub.conditions.afterEvents(whom, target.afterEvents, act);
      return 0;
    }
    const struck = this.hub.connectionsOf(whom);
    for (const connection of struck) act(connection);
    return struck.length;
  }

  private withhold(what: Withholdable, on: boolean, target: FaultTarget): void {
    const whom = this.resolve(target);
    if (on) {
      this.hub.conditions.withhold(what, whom);
      return;
    }
    this.hub.conditions.allow(what);
    this.hub.release(what, whom);
  }
}
