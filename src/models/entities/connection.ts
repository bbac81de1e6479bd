/** An account elsewhere that a user connected. https://discord.com/developers/docs/resources/user#connection-object */
import { type APIConnection, type ConnectionService, type ConnectionVisibility } from 'discord-api-types/v10';
import { type Camel, fromWire } from '../bodies/from-wire';
import { Entity } from '../entity';

export class Connection extends Entity<APIConnection, 'id' | 'type'> {
  /** The account’s id at its service; no id of Discord’s. */
  get id(): string {
    return this.raw.id;
  }

  get name(): string | null {
    return this.raw.name;
  }

  /** The service. */
  get type(): ConnectionService {
    return this.raw.type;
  }

  get revoked(): boolean {
    return this.raw.revoked ?? false;
  }

  get verified(): boolean {
    return this.raw.verified;
  }

  get friendSync(): boolean {
    return this.raw.friend_sync;
  }

  /** Whether presences show what happens there. */
  get showActivity(): boolean {
    return this.raw.show_activity;
  }

  /** Whether a console can take a voice call over. */
  get twoWayLink(): boolean {
    return this.raw.two_way_link;
  }

  get visibility(): ConnectionVisibility {
    return this.raw.visibility;
  }

  get integrations(): Camel<NonNullable<APIConnection['integrations']>> {
    return fromWire(this.raw.integrations ?? []);
  }

  protected override get identifiedBy(): readonly ('id' | 'type')[] {
    return ['id', 'type'];
  }
}
