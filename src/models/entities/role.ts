/** A set of permissions that members wear. https://discord.com/developers/docs/topics/permissions#role-object */
import { type APIRole, type RoleFlags } from 'discord-api-types/v10';
import { cdn, type ImageOptions } from '../cdn/cdn';
import { type Camel, fromWire } from '../bodies/from-wire';
import { bitsOrNothing } from '../fields-of';
import { type RoleId, snowflakeDate } from '../ids';
import { PermissionSet } from '../permissions/permission-set';
import { PayloadView } from '../view';

export class Role extends PayloadView<APIRole> {
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

  equals(other: { readonly id: string }): boolean {
    return this.raw.id === other.id;
  }

  override toString(): string {
    return this.mention;
  }
}
