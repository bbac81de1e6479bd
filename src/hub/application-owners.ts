/** Owners of the bot as Discord knows them, asked for once. https://discord.com/developers/docs/topics/teams */
import { TeamMemberMembershipState, TeamMemberRole } from 'discord-api-types/v10';
import { Owners } from '../dispatcher';
import { type Application, type UserId } from '../models';

/**
 * The owner of the application. Of one that belongs to a team: its members, but those that were only invited and those that may
 * only read. Changes are known after the next start.
 */
export class ApplicationOwners extends Owners {
  private ids: ReadonlySet<UserId> | undefined;
  private asked: Promise<ReadonlySet<UserId>> | undefined;

  /** @param fetch asks Discord. One that fails is asked again for the next person. */
  constructor(private readonly fetch: () => Promise<Application>) {
    super();
  }

  override isOwner(userId: UserId): boolean | Promise<boolean> {
    return this.ids?.has(userId) ?? this.ask().then((ids) => ids.has(userId));
  }

  private ask(): Promise<ReadonlySet<UserId>> {
    return (this.asked ??= this.read().finally(() => {
      this.asked = undefined;
    }));
  }

  private async read(): Promise<ReadonlySet<UserId>> {
    return (this.ids = new Set(ownersOf(await this.fetch())));
  }
}

/** The owner of a team's application is the team in the form of a user, who never acts. */
function ownersOf({ raw: { team, owner } }: Application): readonly UserId[] {
  if (!team) return owner ? [owner.id] : [];
  const members = team.members.filter(
    ({ membership_state: state, role }) =>
      state === TeamMemberMembershipState.Accepted && role !== TeamMemberRole.ReadOnly,
  );
  // Whoever owns the team is not always listed among its members.
  return [team.owner_user_id, ...members.map(({ user }) => user.id)];
}
