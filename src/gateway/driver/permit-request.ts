/** What a shard asks before it identifies: whether it is its turn, and whether a session may be started at all. */
import { GatewayError } from '../gateway-error';
import { noPermit } from '../shard-errors';
import { type ShardOptions } from '../shard-options';

export interface PermitAnswers {
  readonly granted: () => void;
  readonly refused: (error: GatewayError) => void;
}

export class PermitRequest {
  private abort: AbortController | undefined;

  constructor(
    private readonly shard: Pick<ShardOptions, 'id' | 'count' | 'permit'>,
    private readonly answers: PermitAnswers,
  ) {}

  /** Asks; one answer comes, unless the request is cancelled. */
  ask(): void {
    const abort = new AbortController();
    this.abort = abort;
    this.shard.permit(this.shard.id, abort.signal).then(
      () => {
        if (!abort.signal.aborted) this.answers.granted();
      },
      (cause: unknown) => {
        if (!abort.signal.aborted)
          this.answers.refused(cause instanceof GatewayError ? cause : noPermit(this.shard, cause));
      },
    );
  }

  cancel(): void {
    this.abort?.abort();
    this.abort = undefined;
  }
}
