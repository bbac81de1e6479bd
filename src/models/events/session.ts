/** Events of the session itself. https://discord.com/developers/docs/events/gateway-events#ready */
import { type GatewayRateLimitedDispatchData, type GatewayReadyDispatchData } from 'discord-api-types/v10';
import { type Camel, fromWire } from '../bodies/from-wire';
import { User } from '../entities/user';
import { idOf, viewOf, viewsOf } from '../fields-of';
import { type GuildId } from '../ids';
import { PayloadView } from '../view';
import { dispatch } from './dispatch';

/** A session begins. Its guilds come one by one afterwards, each as a GuildCreateEvent. */
export class ReadyEvent extends dispatch('READY', PayloadView<GatewayReadyDispatchData>) {
  private madeUser: User | undefined = undefined;

  /** The bot itself. */
  get user(): User {
    return (this.madeUser ??= viewOf(this.raw.user, (user) => new User(user, this.context)));
  }

  /** Guilds of this shard, none of them loaded yet. */
  get guilds(): Camel<GatewayReadyDispatchData['guilds']> {
    return fromWire(this.raw.guilds);
  }

  get guildIds(): readonly GuildId[] {
    return viewsOf(this.raw.guilds, idOf);
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
export class ResumedEvent extends dispatch('RESUMED', PayloadView<object>) {}

/** Discord refused a command that was sent to the gateway, because such commands came too often. */
export class RateLimitedEvent extends dispatch('RATE_LIMITED', PayloadView<GatewayRateLimitedDispatchData>) {
  /** Kind of the command: 8 asks for members. */
  get opcode(): GatewayRateLimitedDispatchData['opcode'] {
    return this.raw.opcode;
  }

  /** How long to wait before the command is sent again. */
  get retryAfterMs(): number {
    return this.raw.retry_after * 1_000;
  }

  /** Which command it was: of a request for members, its guild and its nonce. */
  get meta(): Camel<GatewayRateLimitedDispatchData['meta']> {
    return fromWire(this.raw.meta);
  }
}
