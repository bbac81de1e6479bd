/** The other library: it plays in a call once it knows the session and the server, and knows nothing of Corduroy. */
export interface Call {
  channelId?: string | undefined;
  sessionId?: string | undefined;
  endpoint?: string | null | undefined;
  token?: string | undefined;
}

export class FarNode {
  /** By guild. */
  readonly calls = new Map<string, Call>();

  /** Takes in what is new about a call. A guild without a call is passed over. */
  update(guildId: string, news: Call): void {
    const call = this.calls.get(guildId);
    if (call) Object.assign(call, news);
  }

  /** Session and server come in any order; without an endpoint another one follows. */
  isPlaying(guildId: string): boolean {
    const { sessionId, endpoint } = this.calls.get(guildId) ?? {};
    return Boolean(sessionId && endpoint);
  }

  end(guildId: string): void {
    this.calls.delete(guildId);
  }
}
