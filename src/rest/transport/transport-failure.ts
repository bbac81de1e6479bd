/** Why a transport brought no answer, and whether the request can have reached the server. */

/** Rejection of {@link Transport.send}. Clients turn it into a RestError. */
export class TransportFailure extends Error {
  override readonly name = 'TransportFailure';

  /**
   * @param sent `false` only when surely nothing of the request left: then it can be repeated, whatever it does.
   */
  constructor(
    message: string,
    readonly sent: boolean,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}
