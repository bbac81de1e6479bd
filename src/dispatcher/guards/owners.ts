/** Who owns the bot: a port. */
import { type UserId } from '../../models';

/** Port: tells owners from others. Provide your own class for this token to say yourself who they are. */
export abstract class Owners {
  /** It may take a request. What it throws fails the call, so that nobody passes because it could not be asked. */
  abstract isOwner(userId: UserId): boolean | Promise<boolean>;
}

/** Those that are listed. */
export class ListedOwners extends Owners {
  private readonly ids: ReadonlySet<UserId>;

  constructor(ids: Iterable<UserId>) {
    super();
    this.ids = new Set(ids);
  }

  override isOwner(userId: UserId): boolean {
    return this.ids.has(userId);
  }
}
