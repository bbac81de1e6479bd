/** The error of everything that concerns voice: joins that are refused, calls that end, audio that cannot be played. */
import { type ErrorContext, FrameworkError } from '../errors';
import { type VoiceErrorCode } from './codes';

/** The family of a {@link VoiceError}, for `switch`. */
export type VoiceErrorKind =
  /** Discord or its permissions do not let the bot in. */
  | 'refused'
  /** Nobody answered in time. */
  | 'timeout'
  /** The network is in the way. */
  | 'network'
  | 'protocol'
  | 'encryption'
  /** The call is over. */
  | 'ended'
  | 'aborted'
  | 'options'
  | 'codec'
  | 'source'
  /** What is heard could not be written down. */
  | 'recording';

export interface VoiceErrorInit {
  readonly code: VoiceErrorCode;
  readonly kind: VoiceErrorKind;
  readonly message: string;
  readonly advice?: string | undefined;
  readonly context?: ErrorContext | undefined;
  readonly cause?: unknown;
  readonly closeCode?: number | undefined;
  readonly mayRetry?: boolean | undefined;
}

/** What went wrong in voice, and what may be done next. */
export class VoiceError extends FrameworkError {
  declare readonly code: VoiceErrorCode;
  declare readonly kind: VoiceErrorKind;
  /** The close code of the voice server, when that is the reason. */
  readonly closeCode: number | undefined;
  /** Whether the same call can succeed later without a change. */
  readonly mayRetry: boolean;

  constructor(init: VoiceErrorInit) {
    super(init);
    this.closeCode = init.closeCode;
    this.mayRetry = init.mayRetry ?? false;
  }
}
