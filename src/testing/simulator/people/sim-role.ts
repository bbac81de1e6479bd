/** A role as a test sees it. */
import { permissionBits, type PermissionsInput } from '../world/permissions';
import { type GuildRecord, type RoleRecord } from '../world/records';
import { deleteRole, editRole, moveRoles } from '../world/roles';
import { type World } from '../world/world';

export interface RoleInput {
  readonly name?: string;
  readonly permissions?: PermissionsInput;
  readonly color?: number;
  readonly hoist?: boolean;
  readonly mentionable?: boolean;
}

export class SimRole {
  constructor(
    private readonly world: World,
    private readonly guild: GuildRecord,
    private readonly record: RoleRecord,
  ) {}

  get id(): string {
    return this.record.id;
  }

  get name(): string {
    return this.record.name;
  }

  get position(): number {
    return this.record.position;
  }

  get permissions(): bigint {
    return this.record.permissions;
  }

  get mention(): string {
    return `<@&${this.id}>`;
  }

  async edit(changes: RoleInput): Promise<void> {
    const { permissions, ...rest } = changes;
    editRole(this.world, this.guild, this.record, {
      ...rest,
      permissions: permissions === undefined ? undefined : permissionBits(permissions),
    });
    await this.world.delivered();
  }

  /** Puts the role in another place, the lowest being 1; the others make room. */
  async move(position: number): Promise<void> {
    moveRoles(this.world, this.guild, [{ id: this.id, position: position + (position > this.position ? 0.5 : -0.5) }]);
    await this.world.delivered();
  }

  async delete(): Promise<void> {
    deleteRole(this.world, this.guild, this.record);
    await this.world.delivered();
  }
}
