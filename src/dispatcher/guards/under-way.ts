/** What interceptors have called and has not ended: a call is not over before it, whether or not they wait for it. */

export class UnderWay {
  private readonly calls = new Set<Promise<unknown>>();

  add(call: Promise<unknown>): void {
    this.calls.add(call);
    const over = (): void => {
      this.calls.delete(call);
    };
    call.then(over, over);
  }

  /** Resolves when nothing is under way; `undefined` when nothing is. */
  get rest(): Promise<void> | undefined {
    return this.calls.size === 0 ? undefined : this.ended();
  }

  private async ended(): Promise<void> {
    while (this.calls.size > 0) await Promise.allSettled(this.calls);
  }
}
