/** The connection of a shard at the moment. An old one may still speak when a new one exists; only the current one counts. */
import { asError, type Logger } from '../../util';
import { type ShardDiagnostics } from '../diagnostics';
import { type DispatchPacket } from '../dispatch-sink';
import { type ShardWatch } from '../health/shard-watch';
import { type ControlFrame } from '../protocol/frames';
import { type Sequence } from '../protocol/sequence';
import { type ShardInput } from '../protocol/shard-state';
import { type ShardOptions } from '../shard-options';
import { type SocketEnd } from '../socket/socket';
import { Connection, type ConnectionOwner } from './connection';

export interface ShardLinkOptions {
  readonly shard: Pick<ShardOptions, 'compression' | 'sockets' | 'clock' | 'sink'>;
  readonly sequence: Sequence;
  readonly watch: ShardWatch;
  readonly diagnostics: ShardDiagnostics;
  readonly logger: Logger;
  /** Takes what is wanted of the events. */
  readonly deliver: (packet: DispatchPacket) => void;
  /** Takes what happens to the connection. */
  readonly input: (input: ShardInput) => void;
}

export class ShardLink {
  private connection: Connection | undefined;
  private readonly owner: ConnectionOwner;

  constructor(private readonly options: ShardLinkOptions) {
    this.owner = this.listen();
  }

  get current(): Connection | undefined {
    return this.connection;
  }

  open(url: string): void {
    const { shard, sequence, watch, diagnostics, logger, input } = this.options;
    const { compression, sockets, clock } = shard;
    const { tally } = watch;
    logger.debug('connecting', { url });
    diagnostics.publish('connect', { url });
    try {
      this.connection = new Connection({ url, compression, sockets, clock, sequence, tally }, this.owner);
    } catch (error) {
      this.connection = undefined;
      input({ type: 'closed', end: { code: undefined, reason: asError(error).message } });
    }
  }

  /** Begins to close; the end is told. */
  close(code: number): void {
    this.connection?.close(code);
  }

  /** Ends at once, and tells nothing more. */
  terminate(): void {
    this.connection?.terminate();
    this.connection = undefined;
  }

  private listen(): ConnectionOwner {
    const { shard, watch, diagnostics, logger, deliver, input } = this.options;
    const { sink } = shard;
    const isCurrent = (connection: Connection): boolean => connection === this.connection;
    return {
      opened: (connection) => {
        if (isCurrent(connection)) input({ type: 'opened' });
      },
      control: (connection, frame) => {
        if (isCurrent(connection)) this.onControl(connection, frame);
      },
      wants: (eventName) => {
        try {
          return sink.wants(eventName);
        } catch (error) {
          logger.error('the receiver of events failed', { event: eventName, error: asError(error) });
          return false;
        }
      },
      dispatch: deliver,
      malformed: (problem) => {
        watch.misunderstood();
        diagnostics.publish('malformed', { problem });
        logger.warn('a frame was not understood and is left out', { problem });
      },
      unknownOpcode: (opcode) => {
        logger.debug('a frame with an unknown opcode is left out', { opcode });
      },
      corrupt: (connection, problem) => {
        if (isCurrent(connection)) input({ type: 'corrupt', problem });
      },
      ended: (connection, end) => {
        if (isCurrent(connection)) this.onEnded(end);
      },
    };
  }

  private onControl(connection: Connection, frame: ControlFrame): void {
    if (frame.kind === 'hello') connection.limiter.reserveBeats(frame.intervalMs);
    this.options.input({ type: 'frame', frame });
  }

  private onEnded(end: SocketEnd): void {
    this.connection = undefined;
    this.options.diagnostics.publish('close', { code: end.code, reason: end.reason });
    this.options.input({ type: 'closed', end });
  }
}
