/** What channels of some types have beyond what all channels have. */

/** A tag that posts of a forum can bear. */
export interface ForumTagRecord {
  readonly id: string;
  readonly name: string;
  /** Only who manages threads may apply it. */
  readonly moderated: boolean;
  readonly emojiId: string | null;
  readonly emojiName: string | null;
}

export interface ForumEmojiRecord {
  readonly emojiId: string | null;
  readonly emojiName: string | null;
}

export interface ChannelSettings {
  /** https://discord.com/developers/docs/resources/channel#channel-object-channel-flags */
  flags: number;
  /** 1 automatic, 2 full; null when nobody chose. */
  videoQualityMode: number | null;
  /** After how many quiet minutes new threads are archived; null when nobody chose. */
  autoArchiveMinutes: number | null;
  /** Slowmode of new threads, in seconds. */
  threadSlowmodeS: number;
  tags: readonly ForumTagRecord[];
  /** What posts of a forum are reacted to with. */
  reactionEmoji: ForumEmojiRecord | null;
  sortOrder: number | null;
  forumLayout: number;
  tagSetting: string | null;
  /** What the people in a voice channel say they do. */
  voiceStatus: string | null;
  /** When the first of those in a voice channel came, in seconds since 1970; null when nobody is in it. */
  voiceStartS: number | null;
}

export function newChannelSettings(): ChannelSettings {
  return {
    flags: 0,
    videoQualityMode: null,
    autoArchiveMinutes: null,
    threadSlowmodeS: 0,
    tags: [],
    reactionEmoji: null,
    sortOrder: null,
    forumLayout: 0,
    tagSetting: null,
    voiceStatus: null,
    voiceStartS: null,
  };
}
