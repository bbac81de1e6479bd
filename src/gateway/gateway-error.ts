/** The error of everything that concerns the gateway: fatal closes, used-up budgets, expired waits, bad input. */
import { type ErrorContext, FrameworkError } from '../errors';
import { type GatewayErrorCode } from './codes';

/** The family of a {@link GatewayError}, for `switch`. */
export type GatewayErrorKind =
  | 'fatal-close'
  | 'budget'
  | 'gateway-info'
  | 'deadline'
  | 'start-failed'
  | 'already-started'
  | 'not-started'
  | 'aborted'
  | 'closed'
  | 'not-ready'
  | 'payload-too-large'
  | 'invalid-command'
  | 'invalid-guild-id'
  | 'invalid-channel-id'
  | 'unknown-shard'
  | 'intent-missing'
  | 'invalid-options'
  | 'unavailable-compression'
  | 'corrupt-stream';

export interface GatewayErrorInit {
  readonly code: GatewayErrorCode;
  readonly kind: GatewayErrorKind;
  readonly message: string;
  readonly advice?: string | undefined;
  readonly context?: ErrorContext | undefined;
  readonly cause?: unknown;
  readonly closeCode?: number | undefined;
  readonly canResume?: boolean | undefined;
  readonly mayRetry?: boolean | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** What went wrong at the gateway, and what may be done next. */
export class GatewayError extends FrameworkError {
  declare readonly code: GatewayErrorCode;
  declare readonly kind: GatewayErrorKind;
  /** The WebSocket close code that Discord sent, when that is the reason. */
  readonly closeCode: number | undefined;
  /** Whether the session still exists and can be resumed. */
  readonly canResume: boolean;
  /** Whether the same call can succeed later without a change. */
  readonly mayRetry: boolean;
  /** How long to wait before trying again, in milliseconds, where that is known. */
  readonly retryAfterMs: number | undefined;

  constructor(init: GatewayErrorInit) {
    super(init);
    this.closeCode = init.closeCode;
    this.canResume = init.canResume ?? false;
    this.mayRetry = init.mayRetry ?? false;
    this.retryAfterMs = init.retryAfterMs;
  }
}
