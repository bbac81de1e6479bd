/** What an HTTP endpoint is told when it is made. */

export interface EndpointOptions {
  /** The application’s public key, from the page “General Information” of the developer portal: 64 hexadecimal digits. */
  readonly publicKey: string;
  /** Where Discord sends interactions, `/interactions`; other paths are answered 404. Default: whatever path comes. */
  readonly path?: string | undefined;
  /**
   * How far the time of a signature may be from the time of this machine, in milliseconds. Default 300 000, five minutes:
   * Discord names no figure; requests come within a second, so all of it is there for clocks that are wrong. In this time no
   * request is taken twice.
   */
  readonly replayWindowMs?: number | undefined;
  /** Bytes of a body. Default 1 MiB: the largest interactions, forms and messages with all their texts, have a tenth of it. */
  readonly maxBodyBytes?: number | undefined;
  /** How long a body may take to come, in milliseconds. Default 3 000: after that the interaction could not be answered. */
  readonly bodyMs?: number | undefined;
}

export const ENDPOINT_DEFAULTS = { replayWindowMs: 300_000, maxBodyBytes: 1_048_576, bodyMs: 3_000 } as const;

/** How long Discord waits for the response. */
export const ANSWER_MS = 3_000;

/** What is wrong with the options beside the key, in words that follow “the endpoint”. */
export function endpointFaults({ path, ...numbers }: EndpointOptions): string[] {
  const wrongPath = path !== undefined && !(typeof (path as unknown) === 'string' && path.startsWith('/'));
  return [
    ...(wrongPath ? [`has the path "${path}", which does not begin with a slash`] : []),
    ...(['replayWindowMs', 'maxBodyBytes', 'bodyMs'] as const).flatMap((name) => {
      const value: unknown = numbers[name];
      const isFine = value === undefined || (typeof value === 'number' && value > 0 && Number.isFinite(value));
      return isFine
        ? []
        : [`has ${name}: ${typeof value === 'number' ? value : typeof value}, and takes a positive number`];
    }),
  ];
}
