/** What happened in the world, before the gateway decides who is told. */

/** Who an event concerns. */
export type Audience =
  /** Members of a guild; with a channel, only those who may view it. */
  | { readonly kind: 'guild'; readonly guildId: string; readonly channelId?: string | undefined }
  /** Named users, wherever they are. `guildId` chooses the shard; without it the event goes to shard 0. */
  | { readonly kind: 'users'; readonly userIds: readonly string[]; readonly guildId?: string | undefined };

export interface WorldEvent {
  /** Dispatch name, for instance MESSAGE_CREATE. */
  readonly name: string;
  readonly audience: Audience;
  /** The payload; a function where it differs from bot to bot. */
  readonly data: object | ((botUserId: string) => object);
  /** What a session without the MESSAGE_CONTENT intent gets; `undefined` from it means: the payload as it is. */
  readonly withoutContent?: ((botUserId: string) => object | undefined) | undefined;
  /** What a session without the GUILD_MEMBERS intent gets; `undefined` from it means: nothing. */
  readonly withoutMembers?: ((botUserId: string) => object | undefined) | undefined;
  /** The user whose session gets the event although it lacks the intent. */
  readonly alwaysTo?: string | undefined;
  /** A user who is not told: the one that caused it. */
  readonly except?: string | undefined;
}

/** Where the world tells what happened. */
export interface EventSink {
  publish(event: WorldEvent): void;
  /** Resolves when every frame that was caused so far has been written. */
  flushed(): Promise<void>;
}
