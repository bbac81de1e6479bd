/** What the machine of requests has its driver do. */
import { type APISoundboardSound } from 'discord-api-types/v10';
import { type ChannelInfo, type FoundMembers } from '../../models';
import { type Ask } from './ask';
import { type MemberPart } from './member-part';

/** An answer, by what was asked. */
export type RequestAnswer =
  | { readonly kind: 'members'; readonly found: FoundMembers }
  | { readonly kind: 'sounds'; readonly sounds: readonly APISoundboardSound[] }
  | { readonly kind: 'channel-info'; readonly channels: readonly ChannelInfo[] };

export type RequestAction =
  | { readonly type: 'send'; readonly flight: number; readonly nonce: string; readonly ask: Ask }
  /** Each flight has one timer; another one takes its place. */
  | { readonly type: 'set-timer'; readonly flight: number; readonly delayMs: number }
  | { readonly type: 'clear-timer'; readonly flight: number }
  /** The flight is over: its timer, and a command of it that still waits, have no purpose any more. */
  | { readonly type: 'over'; readonly flight: number }
  | { readonly type: 'part'; readonly waiters: readonly number[]; readonly part: MemberPart }
  /** Who reads parts has had them all, and is only told the end. */
  | { readonly type: 'answer'; readonly waiters: readonly number[]; readonly answer: RequestAnswer }
  | { readonly type: 'refuse'; readonly waiters: readonly number[]; readonly error: Error };
