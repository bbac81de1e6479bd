/** Events of invites. https://discord.com/developers/docs/events/gateway-events#invites */
import {
  type GatewayInviteCreateDispatchData,
  type GatewayInviteDeleteDispatchData,
  type InviteTargetType,
} from 'discord-api-types/v10';
import { type Camel, fromWire } from '../bodies/from-wire';
import { User } from '../entities/user';
import { dateOf, dateOrNothing } from '../fields-of';
import { type RoleId } from '../ids';
import { dispatch } from './dispatch';
import { InChannel } from './places';

abstract class InvitePlace<Raw extends GatewayInviteDeleteDispatchData> extends InChannel<Raw> {
  get code(): string {
    return this.raw.code;
  }
}

/** An invite to a channel was made. */
export class InviteCreateEvent extends dispatch('INVITE_CREATE', InvitePlace<GatewayInviteCreateDispatchData>, [
  'GuildInvites',
]) {
  private madeInviter: User | undefined = undefined;
  private madeTargetUser: User | undefined = undefined;

  get createdAt(): Date {
    return dateOf(this.raw.created_at);
  }

  /** `null` when it never expires. */
  get expiresAt(): Date | null {
    return dateOrNothing(this.raw.expires_at);
  }

  get inviter(): User | undefined {
    return (this.madeInviter ??= this.raw.inviter && new User(this.raw.inviter, this.context));
  }

  /** How long it is good for; 0 is for ever. */
  get maxAgeSeconds(): number {
    return this.raw.max_age;
  }

  /** How often it can be used; 0 is without limit. */
  get maxUses(): number {
    return this.raw.max_uses;
  }

  get uses(): number {
    return this.raw.uses;
  }

  /** Whether it grants a membership that ends with the visit. */
  get temporary(): boolean {
    return this.raw.temporary;
  }

  get targetType(): InviteTargetType | undefined {
    return this.raw.target_type;
  }

  /** Whose stream it leads to. */
  get targetUser(): User | undefined {
    return (this.madeTargetUser ??= this.raw.target_user && new User(this.raw.target_user, this.context));
  }

  /** The application that it opens. */
  get targetApplication(): Camel<GatewayInviteCreateDispatchData['target_application']> {
    return fromWire(this.raw.target_application);
  }

  /** Roles that it grants. */
  get roleIds(): readonly RoleId[] {
    return this.raw.role_ids ?? [];
  }
}

/** An invite is no longer good. */
export class InviteDeleteEvent extends dispatch('INVITE_DELETE', InvitePlace<GatewayInviteDeleteDispatchData>, [
  'GuildInvites',
]) {}
