/**
 * How many members a guild has. GUILD_CREATE tells it, and joins and leaves move it; most members are not kept, so nobody
 * could count them. Records are put again without harm, while a join that comes again would count twice. What a resumed
 * session repeats has a number that was counted before; what Discord sends a second time has a number of its own, but tells
 * of somebody who just did the same. The bot itself is in the count of its guild from the beginning to the end.
 */
import { type GuildPlace } from '../records/guild-place';
import { type Applying, note } from './reading';

/** The count of a guild that came, as it was told. */
export function setMemberCount(applying: Applying, place: GuildPlace, count: unknown): void {
  const { sequence, state } = applying;
  const { countedUpTo = 0 } = place;
  // In a session of its own the numbers begin anew. Whoever keeps the old one would take what follows for counted.
  const isRenumbered = sequence !== undefined && sequence < countedUpTo;
  place.countedUpTo = sequence;
  state.recentMoves.forgetGuild(place.id);
  change(applying, place, typeof count === 'number' ? count : undefined, isRenumbered);
}

/** One more, or one fewer. */
export function countMember(applying: Applying, place: GuildPlace, userId: string, by: 1 | -1): void {
  const { sequence, state } = applying;
  if (place.memberCount === undefined || userId === state.selfId) return;
  if (sequence !== undefined) {
    if (place.countedUpTo !== undefined && sequence <= place.countedUpTo) return;
    place.countedUpTo = sequence;
  }
  if (state.recentMoves.isRepeated(place.id, userId, by)) return;
  change(applying, place, Math.max(0, place.memberCount + by));
}

function change(
  { changes, isQuiet }: Applying,
  place: GuildPlace,
  after: number | undefined,
  isRenumbered = false,
): void {
  const { memberCount: before } = place;
  if (before === after && !isRenumbered) return;
  place.memberCount = after;
  if (!isQuiet) note(changes, { kind: 'memberCount', guildId: place.id, before, after });
}
