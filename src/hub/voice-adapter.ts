/** Hands a bot's voice over to another library, by one call. */
import { type Dispatcher, type Subscription } from '../dispatcher';
import {
  type ChannelId,
  type EventClass,
  type GuildVoiceState,
  type JoinedVoiceState,
  type OldVoiceAttributes,
  VoiceClientGhostEvent,
  VoiceClientJoinEvent,
  VoiceClientLeaveEvent,
  VoiceClientMoveEvent,
  VoiceClientShutdownEvent,
  VoiceClientUpdateEvent,
  VoiceServerUpdateEvent,
} from '../models';
import { type ClientGroup } from './client-group';

/**
 * Another library's side of a bot's voice. Each method is called in place of the hook of the same name, which then does
 * not run; of those that are left out nothing at all is done. What a method returns is not used, but a promise is watched,
 * and of the shutdown waited for.
 */
export interface VoiceAdapter {
  /** What messages call it. */
  readonly name?: string | undefined;
  voiceClientGhost?(group: ClientGroup, state: JoinedVoiceState): unknown;
  /** The gateway stays open until it has ended. */
  voiceClientShutdown?(group: ClientGroup): unknown;
  voiceServerUpdate?(group: ClientGroup, event: VoiceServerUpdateEvent): unknown;
  voiceClientJoin?(group: ClientGroup, state: JoinedVoiceState): unknown;
  voiceClientLeave?(group: ClientGroup, state: GuildVoiceState, oldChannelId: ChannelId): unknown;
  voiceClientMove?(group: ClientGroup, state: JoinedVoiceState, oldChannelId: ChannelId): unknown;
  voiceClientUpdate?(group: ClientGroup, state: GuildVoiceState, oldAttributes: OldVoiceAttributes): unknown;
}

/**
 * Lets an adapter take over everything that `group.voice` would do. Call it before the start; the intents that it takes
 * are asked for by themselves.
 * @returns what gives the hooks back
 * @throws DispatchError after the start, when the session lacks the intent GuildVoiceStates
 */
export function useVoiceAdapter(group: ClientGroup, adapter: VoiceAdapter): Disposable {
  const added: Subscription[] = [];
  const giveBack = (): void => {
    for (const subscription of added.splice(0)) subscription.remove();
  };
  const take = takeOver(group.dispatcher, adapter, added);
  try {
    take('voiceClientGhost', VoiceClientGhostEvent, ({ voiceState }) => adapter.voiceClientGhost?.(group, voiceState));
    take('voiceClientShutdown', VoiceClientShutdownEvent, () => adapter.voiceClientShutdown?.(group));
    take('voiceServerUpdate', VoiceServerUpdateEvent, (event) => adapter.voiceServerUpdate?.(group, event));
    take('voiceClientJoin', VoiceClientJoinEvent, ({ voiceState }) => adapter.voiceClientJoin?.(group, voiceState));
    take('voiceClientLeave', VoiceClientLeaveEvent, ({ voiceState, oldChannelId }) =>
      adapter.voiceClientLeave?.(group, voiceState, oldChannelId),
    );
    take('voiceClientMove', VoiceClientMoveEvent, ({ voiceState, oldChannelId }) =>
      adapter.voiceClientMove?.(group, voiceState, oldChannelId),
    );
    take('voiceClientUpdate', VoiceClientUpdateEvent, ({ voiceState, oldAttributes }) =>
      adapter.voiceClientUpdate?.(group, voiceState, oldAttributes),
    );
  } catch (error) {
    giveBack();
    throw error;
  }
  return { [Symbol.dispose]: giveBack };
}

function takeOver(dispatcher: Dispatcher, adapter: VoiceAdapter, added: Subscription[]) {
  const owner = adapter.name ?? nameOf(adapter);
  return <E extends Parameters<Dispatcher['dispatch']>[0]>(
    hook: string,
    event: EventClass<E>,
    call: (event: E) => unknown,
  ): void => {
    added.push(dispatcher.addHandler(event, call, { overwrite: true, label: `${owner}.${hook}` }));
  };
}

function nameOf(adapter: object): string {
  const { name } = adapter.constructor;
  return name === 'Object' || name === '' ? 'a voice adapter' : name;
}
