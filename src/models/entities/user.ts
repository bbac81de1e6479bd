/** A person or a bot, apart from any guild. https://discord.com/developers/docs/resources/user */
import { type APIUser, type UserFlags, type UserPremiumType } from 'discord-api-types/v10';
import { type ActionOptions, type OrderedActionOptions } from '../actions/action-options';
import { cdn, type ImageOptions } from '../cdn/cdn';
import { type MessageCreateBody } from '../bodies/message';
import { type Camel, fromWire } from '../bodies/from-wire';
import { Entity } from '../entity';
import { snowflakeDate, type UserId } from '../ids';
import { type Channel } from './channel';
import { type Message } from './message';
import { bodyOf } from './targets';

/** A user. Reading `user.email` and the like needs an OAuth2 scope; bots see them as `undefined`. */
export class User extends Entity<APIUser> {
  get id(): UserId {
    return this.raw.id;
  }

  get username(): string {
    return this.raw.username;
  }

  /** Four digits; `0` for accounts with a unique username. */
  get discriminator(): string {
    return this.raw.discriminator;
  }

  get globalName(): string | null {
    return this.raw.global_name;
  }

  /** The name that is shown where no guild gives another one. */
  get displayName(): string {
    return this.raw.global_name ?? this.raw.username;
  }

  /** Hash of the avatar. */
  get avatar(): string | null {
    return this.raw.avatar;
  }

  /** Address of the avatar; `null` without one. */
  avatarUrl(options?: ImageOptions): string | null {
    // Users in presences may bring their id alone.
    return this.raw.avatar ? cdn.userAvatar(this.raw.id, this.raw.avatar, options) : null;
  }

  /** Address of the avatar, or of what is shown without one. */
  displayAvatarUrl(options?: ImageOptions): string {
    return this.avatarUrl(options) ?? cdn.defaultAvatar(this.raw.id, this.raw.discriminator);
  }

  /** Address of the banner; `null` without one, `undefined` where Discord does not tell. */
  bannerUrl(options?: ImageOptions): string | null | undefined {
    const { banner } = this.raw;
    return banner ? cdn.userBanner(this.raw.id, banner, options) : banner === undefined ? undefined : null;
  }

  /** Whether an application owns the account. */
  get bot(): boolean {
    return this.raw.bot ?? false;
  }

  /** Whether the user is Discord itself. */
  get system(): boolean {
    return this.raw.system ?? false;
  }

  get mfaEnabled(): boolean | undefined {
    return this.raw.mfa_enabled;
  }

  /** Hash of the banner. */
  get banner(): string | null | undefined {
    return this.raw.banner;
  }

  /** 0 to 0xFFFFFF. */
  get accentColor(): number | null | undefined {
    return this.raw.accent_color;
  }

  get locale(): string | undefined {
    return this.raw.locale;
  }

  get verified(): boolean | undefined {
    return this.raw.verified;
  }

  get email(): string | null | undefined {
    return this.raw.email;
  }

  get flags(): UserFlags | undefined {
    return this.raw.flags;
  }

  get publicFlags(): UserFlags | undefined {
    return this.raw.public_flags;
  }

  get premiumType(): UserPremiumType | undefined {
    return this.raw.premium_type;
  }

  get avatarDecorationData(): Camel<APIUser['avatar_decoration_data']> {
    return fromWire(this.raw.avatar_decoration_data);
  }

  get collectibles(): Camel<APIUser['collectibles']> {
    return fromWire(this.raw.collectibles);
  }

  /** The guild whose tag the user wears. */
  get primaryGuild(): Camel<APIUser['primary_guild']> {
    return fromWire(this.raw.primary_guild);
  }

  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }

  /** `<@id>`, which mentions the user in a message. */
  get mention(): string {
    return `<@${this.raw.id}>`;
  }

  /** The user as it is now. */
  fetch(options?: ActionOptions): Promise<User> {
    return this.context.actions.users.get(this.id, options);
  }

  /** Opens, or finds, the direct-message channel with the user. */
  createDM(options?: ActionOptions): Promise<Channel> {
    return this.context.actions.users.createDM({ recipientId: this.id }, options);
  }

  /** Opens the direct-message channel with the user and sends a message there. */
  async send(body: string | MessageCreateBody, options?: OrderedActionOptions): Promise<Message> {
    const { id } = await this.createDM(options);
    return this.context.actions.messages.create(id, bodyOf(body), options);
  }

  override toString(): string {
    return this.mention;
  }
}
