/** A set of permissions that members wear. https://discord.com/developers/docs/topics/permissions#role-object */
import { type APIRole, type RoleFlags } from 'discord-api-types/v10';
import { type ActionOptions } from '../actions/action-options';
import { cdn, type ImageOptions } from '../cdn/cdn';
import { type Camel, fromWire } from '../bodies/from-wire';
import { bitsOrNothing } from '../fields-of';
import { compareSnowflakes, type GuildId, type RoleId, snowflakeDate } from '../ids';
import { PermissionSet } from '../permissions/permission-set';
import { Entity } from '../entity';
import { refuseIncomplete } from '../incomplete';
import { type ViewContext } from '../view-context';
import { type Guild } from './guild';
import { lateClasses } from './late-classes';
import { type Member } from './member';
import { type RoleEditBody } from '../bodies/role';

export class Role extends Entity<APIRole> {
  /** @param guildId of the guild, which payloads of roles do not name. */
  constructor(
    raw: APIRole,
    context?: ViewContext,
    readonly guildId?: GuildId,
  ) {
    super(raw, context);
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    const guild = this.guildId === undefined ? undefined : this.context.relations.guild(this.guildId);
    return guild && new lateClasses.Guild(guild, this.context);
  }

  /** Members that wear it, of those that are remembered. */
  get members(): readonly Member[] {
    const { guildId, context, id } = this;
    if (guildId === undefined) return [];
    return Array.from(context.relations.ofGuild(guildId, 'members').values())
      .map((raw) => new lateClasses.Member(raw, context, guildId))
      .filter((member) => id === guildId || member.hasRole(id));
  }

  get id(): RoleId {
    return this.raw.id;
  }

  get name(): string {
    return this.raw.name;
  }

  /** The main one of its colours, 0 to 0xFFFFFF; 0 means none. */
  get color(): number {
    return (this.raw.colors as APIRole['colors'] | undefined)?.primary_color ?? 0;
  }

  get colors(): Camel<APIRole['colors']> {
    return fromWire(this.raw.colors);
  }

  /** Whether its members are listed apart. */
  get hoist(): boolean {
    return this.raw.hoist;
  }

  /** Hash of the icon. */
  get icon(): string | null | undefined {
    return this.raw.icon;
  }

  /** Address of the icon; `null` without one. */
  iconUrl(options?: ImageOptions): string | null {
    return this.raw.icon ? cdn.roleIcon(this.raw.id, this.raw.icon, options) : null;
  }

  get unicodeEmoji(): string | null | undefined {
    return this.raw.unicode_emoji;
  }

  /** Higher stands above lower; of equals the older stands above. */
  get position(): number {
    return this.raw.position;
  }

  /** What the role allows, with names. */
  get permissionSet(): PermissionSet {
    return PermissionSet.from(this.permissions);
  }

  /** Bits of `PermissionFlagsBits`. */
  get permissions(): bigint {
    return bitsOrNothing(this.raw.permissions) ?? 0n;
  }

  /** Whether an integration keeps it. */
  get managed(): boolean {
    return this.raw.managed;
  }

  get mentionable(): boolean {
    return this.raw.mentionable;
  }

  /** What the role stands for. A key whose value is `null` means yes. */
  get tags(): Camel<APIRole['tags']> {
    return fromWire(this.raw.tags);
  }

  get flags(): RoleFlags {
    return this.raw.flags;
  }

  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }

  /** `<@&id>`, which mentions the role in a message. */
  get mention(): string {
    return `<@&${this.raw.id}>`;
  }

  /** The role as it is now. */
  fetch(options?: ActionOptions): Promise<Role> {
    return this.context.actions.roles.get(this.knownGuild(), this.raw.id, options);
  }

  edit(body: RoleEditBody, options?: ActionOptions): Promise<Role> {
    return this.context.actions.roles.edit(this.knownGuild(), this.raw.id, body, options);
  }

  delete(options?: ActionOptions): Promise<void> {
    return this.context.actions.roles.delete(this.knownGuild(), this.raw.id, options);
  }

  /** Moves it among the roles, and answers with all of them. Higher stands above lower. */
  setPosition(position: number, options?: ActionOptions): Promise<Role[]> {
    return this.context.actions.roles.reorder(this.knownGuild(), [{ id: this.raw.id, position }], options);
  }

  /** Above 0 when it stands above the other role of the guild, below 0 when it stands below. */
  compareTo(other: Role): number {
    return this.position - other.position || compareSnowflakes(other.id, this.id);
  }

  override toString(): string {
    return this.mention;
  }

  protected override alsoKnown(): object {
    return { guild_id: this.guildId };
  }

  /** @throws {FrameworkError} VIEW_INCOMPLETE */
  private knownGuild(): GuildId {
    return (
      this.guildId ??
      refuseIncomplete(
        'which guild this role is of',
        'take the role from a guild, an event or a client’s answer, or build it with its guild: new Role(raw, context, guildId).',
      )
    );
  }

  protected override known(): readonly unknown[] {
    return [this.guildId];
  }
}
