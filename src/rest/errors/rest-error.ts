/** What goes wrong with a request, as one class: `kind` says which family, the fields answer what to do next. */
import { FrameworkError } from '../../errors';
import { type restErrorCodes } from '../codes';
import { type FieldError } from './field-errors';

/** The families of errors of a request. */
export type RestErrorKind =
  | 'http'
  | 'rate-limited'
  | 'timeout'
  | 'network'
  | 'aborted'
  | 'invalid-body'
  | 'invalid-requests'
  | 'token-rejected'
  | 'token-malformed'
  | 'webhook-gone'
  | 'blocked'
  | 'proxy-invalid'
  | 'invalid-request'
  | 'closed';

const CODES: Readonly<Record<RestErrorKind, keyof typeof restErrorCodes>> = {
  http: 'REST_HTTP',
  'rate-limited': 'REST_RATE_LIMITED',
  timeout: 'REST_TIMEOUT',
  network: 'REST_NETWORK',
  aborted: 'REST_ABORTED',
  'invalid-body': 'REST_INVALID_BODY',
  'invalid-requests': 'REST_INVALID_REQUESTS',
  'token-rejected': 'REST_TOKEN_REJECTED',
  'token-malformed': 'REST_TOKEN_MALFORMED',
  'webhook-gone': 'REST_WEBHOOK_GONE',
  blocked: 'REST_BLOCKED',
  'proxy-invalid': 'REST_PROXY_INVALID',
  'invalid-request': 'REST_REQUEST_INVALID',
  closed: 'REST_CLOSED',
};

/** What a {@link RestError} is made of. */
export interface RestErrorInit {
  readonly kind: RestErrorKind;
  readonly message: string;
  readonly advice?: string | undefined;
  readonly cause?: unknown;
  /** The request, as far as there is one. Tokens in its path are hidden. */
  readonly request?: { readonly method: string; readonly shownPath: string } | undefined;
  readonly status?: number | undefined;
  readonly discordCode?: number | undefined;
  readonly oauthCode?: string | undefined;
  readonly fieldErrors?: readonly FieldError[] | undefined;
  readonly mayRetry?: boolean | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** A request that brought no answer that can be used. */
export class RestError extends FrameworkError {
  declare readonly kind: RestErrorKind;
  /** HTTP method, empty when no request was made yet. */
  readonly method: string;
  /** The path without the API's base; tokens of webhooks and interactions are hidden. */
  readonly path: string;
  /** HTTP status of the answer, when there was one. */
  readonly status: number | undefined;
  /** Discord's own error code. https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
  readonly discordCode: number | undefined;
  /** Code of a refusal by the token endpoint, `invalid_grant`. https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
  readonly oauthCode: string | undefined;
  /** What is wrong with which field of the body, named as authors write it. */
  readonly fieldErrors: readonly FieldError[];
  /** Whether sending the same request again can help, and cannot do its work twice. */
  readonly mayRetry: boolean;
  /** How long to wait before that, in milliseconds, where it is known. */
  readonly retryAfterMs: number | undefined;

  constructor(init: RestErrorInit) {
    const { method = '', shownPath = '' } = init.request ?? {};
    super({
      code: CODES[init.kind],
      kind: init.kind,
      message: init.message,
      advice: init.advice,
      cause: init.cause,
      context: init.request ? { request: `${method} ${shownPath}` } : {},
    });
    this.method = method;
    this.path = shownPath;
    this.status = init.status;
    this.discordCode = init.discordCode;
    this.oauthCode = init.oauthCode;
    this.fieldErrors = init.fieldErrors ?? [];
    this.mayRetry = init.mayRetry ?? false;
    this.retryAfterMs = init.retryAfterMs;
  }
}
