/** What a test says when it opens a simulated Discord, registers bots, makes guilds, and waits for messages. */
import { type Clock, type Logger } from '../../util';
import { type FaultTarget } from './faults/target';
import { type GatewayOptions } from './gateway/options';
import { type BotSelector } from './log';
import { type ChannelSelector } from './people/handles';
import { type SimBot } from './people/sim-bot';
import { type ChannelInput } from './people/sim-guild';
import { type SimUser } from './people/sim-user';
import { type RestOptions } from './rest/server';
import { type VoiceOptions } from './voice/options';
import { type PermissionsInput } from './world/permissions';
import { type PrivilegedIntent } from './world/records';

export interface SimulatorOptions {
  /** The time of this Discord: heartbeats, limits, sessions. Default: the system's. */
  readonly clock?: Clock;
  /** Makes ids, tokens and jitter repeatable. Default 1. */
  readonly seed?: number;
  /** What HELLO tells, in milliseconds. Default 41 250. */
  readonly heartbeatIntervalMs?: number;
  readonly logger?: Logger;
  readonly gateway?: GatewayOptions;
  readonly rest?: RestOptions;
  readonly voice?: VoiceOptions;
  /** How many log entries are remembered at least. Default 100 000. */
  readonly logLimit?: number;
}

export interface BotOptions {
  readonly name: string;
  /** Privileged intents that are switched on in the portal. Default `all`. */
  readonly privilegedIntents?: 'all' | readonly PrivilegedIntent[];
  /** What `GET /gateway/bot` recommends. Default 1. */
  readonly shards?: number;
  /** What the bot may do in guilds it joins, beyond what everybody may. Default: nothing. */
  readonly permissions?: PermissionsInput;
  /** `false`: the bot joins no guild by itself. Default: it joins all there are. */
  readonly join?: boolean;
}

export interface GuildOptions {
  readonly name: string;
  /** Default: a person named "owner". */
  readonly owner?: string | SimUser;
  /** Channels by name or in full. Default: one text channel, `general`. */
  readonly channels?: readonly (string | ChannelInput)[];
  /** Which bots join at once. Default: all. */
  readonly bots?: readonly SimBot[];
  /** The guild's id, for tests of sharding. */
  readonly id?: string;
}

/** To whom `emit` sends. */
export interface EmitTarget extends FaultTarget {
  /** The guild that it is about: by name, id, or handle. Default: the one that the payload names, or any. */
  readonly guild?: string | { readonly id: string };
}

export interface MessageWait {
  /** A channel by handle, name or id. */
  readonly channel?: ChannelSelector;
  /** The bot that must have written it. Default: any bot. */
  readonly author?: BotSelector;
  /** Real milliseconds to wait at most. Default: the environment variable `CORDUROY_WAIT_MS`, then 3 500. */
  readonly timeoutMs?: number;
}
