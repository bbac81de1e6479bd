/** Turns what a socket delivers into whole messages: a port with one implementation for each way of compressing. */

/**
 * Port: one connection's decompressor. Messages come out in the order in which they went in, and at once: there is never
 * output that is still on its way.
 */
export interface Inflater {
  /**
   * Takes the next piece. Returns the message that it completes, or `undefined` when more is needed. The buffer belongs
   * to the inflater and holds the message only until the next call.
   * @throws {GatewayError} GATEWAY_CORRUPT_STREAM; the inflater is of no use afterwards.
   */
  push(chunk: Buffer): Buffer | undefined;
  close(): void;
}
