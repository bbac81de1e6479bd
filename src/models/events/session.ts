/** Events of the session itself. https://discord.com/developers/docs/events/gateway-events#ready */
import { type GatewayReadyDispatchData } from 'discord-api-types/v10';
import { type Camel, fromWire } from '../bodies/from-wire';
import { User } from '../entities/user';
import { type GuildId } from '../ids';
import { PayloadView } from '../view';
import { dispatch } from './dispatch';

/** A session begins. Its guilds come one by one afterwards, each as a GuildCreateEvent. */
export class ReadyEvent extends dispatch('READY', PayloadView<GatewayReadyDispatchData>) {
  private madeUser: User | undefined = undefined;

  /** The bot itself. */
  get user(): User {
    return (this.madeUser ??= new User(this.raw.user, this.context));
  }

  /** Guilds of this shard, none of them loaded yet. */
  get guilds(): Camel<GatewayReadyDispatchData['guilds']> {
    return fromWire(this.raw.guilds);
  }

  get guildIds(): readonly GuildId[] {
    return this.raw.guilds.map((guild) => guild.id);
  }

  get sessionId(): string {
    return this.raw.session_id;
  }

  get resumeGatewayUrl(): string {
    return this.raw.resume_gateway_url;
  }

  /** Number of this shard, and how many there are. */
  get shard(): readonly [shardId: number, shardCount: number] | undefined {
    return this.raw.shard;
  }

  get application(): Camel<GatewayReadyDispatchData['application']> {
    return fromWire(this.raw.application);
  }
}

/** A session goes on after a lost connection; the events missed meanwhile came before this one. */
export class ResumedEvent extends dispatch('RESUMED', PayloadView) {}
