/** The hooks of a VoiceController as default handlers of their events, so that `{ overwrite: true }` goes before them. */
import { type Dispatcher, type Listening } from '../dispatcher';
import {
  type AnyEvent,
  type EventClass,
  UserVoiceJoinEvent,
  UserVoiceLeaveEvent,
  UserVoiceMoveEvent,
  UserVoiceUpdateEvent,
  VoiceClientGhostEvent,
  VoiceClientJoinEvent,
  VoiceClientLeaveEvent,
  VoiceClientMoveEvent,
  VoiceClientShutdownEvent,
  VoiceClientUpdateEvent,
  VoiceServerUpdateEvent,
} from '../models';
import { VoiceController, type VoiceHost, VoiceTrackEndEvent, VoiceTrackStartEvent } from '../voice';

type HookName = keyof VoiceController;

interface Hook {
  readonly name: HookName;
  readonly event: EventClass;
  readonly call: (controller: VoiceController, host: VoiceHost, event: never) => unknown;
}

function hook<E extends AnyEvent>(
  name: HookName,
  event: EventClass<E>,
  call: (controller: VoiceController, host: VoiceHost, event: E) => unknown,
): Hook {
  return { name, event, call };
}

const HOOKS: readonly Hook[] = [
  hook('voiceClientGhost', VoiceClientGhostEvent, (voice, host, { voiceState }) =>
    voice.voiceClientGhost(host, voiceState),
  ),
  hook('voiceClientShutdown', VoiceClientShutdownEvent, (voice, host) => voice.voiceClientShutdown(host)),
  hook('voiceServerUpdate', VoiceServerUpdateEvent, (voice, host, event) => voice.voiceServerUpdate(host, event)),
  hook('voiceClientJoin', VoiceClientJoinEvent, (voice, host, { voiceState }) =>
    voice.voiceClientJoin(host, voiceState),
  ),
  hook('voiceClientLeave', VoiceClientLeaveEvent, (voice, host, { voiceState, oldChannelId }) =>
    voice.voiceClientLeave(host, voiceState, oldChannelId),
  ),
  hook('voiceClientMove', VoiceClientMoveEvent, (voice, host, { voiceState, oldChannelId }) =>
    voice.voiceClientMove(host, voiceState, oldChannelId),
  ),
  hook('voiceClientUpdate', VoiceClientUpdateEvent, (voice, host, { voiceState, oldAttributes }) =>
    voice.voiceClientUpdate(host, voiceState, oldAttributes),
  ),
  hook('userVoiceJoin', UserVoiceJoinEvent, (voice, host, { voiceState }) => voice.userVoiceJoin(host, voiceState)),
  hook('userVoiceLeave', UserVoiceLeaveEvent, (voice, host, { voiceState, oldChannelId }) =>
    voice.userVoiceLeave(host, voiceState, oldChannelId),
  ),
  hook('userVoiceMove', UserVoiceMoveEvent, (voice, host, { voiceState, oldChannelId }) =>
    voice.userVoiceMove(host, voiceState, oldChannelId),
  ),
  hook('userVoiceUpdate', UserVoiceUpdateEvent, (voice, host, { voiceState, oldAttributes }) =>
    voice.userVoiceUpdate(host, voiceState, oldAttributes),
  ),
  hook('voiceTrackStart', VoiceTrackStartEvent, (voice, host, { call, track }) =>
    voice.voiceTrackStart(host, call, track),
  ),
  hook('voiceTrackEnd', VoiceTrackEndEvent, (voice, host, { call, track, end }) =>
    voice.voiceTrackEnd(host, call, track, end),
  ),
];

/** Hooks that do nothing by themselves: events that nobody else wants are not made for them. */
const IDLE: ReadonlySet<HookName> = new Set<HookName>([
  'voiceClientUpdate',
  'userVoiceJoin',
  'userVoiceLeave',
  'userVoiceMove',
  'userVoiceUpdate',
  'voiceTrackStart',
  'voiceTrackEnd',
]);

/** @returns what takes them away again */
export function addVoiceHooks(dispatcher: Dispatcher, controller: VoiceController, host: VoiceHost): Disposable {
  const wanted = HOOKS.filter(({ name }) => isAuthored(controller, name) || !IDLE.has(name));
  const subscriptions = wanted.map(({ name, event, call }) =>
    dispatcher.addHandler(event, (heard) => call(controller, host, heard as never), {
      isDefault: true,
      isAuthored: isAuthored(controller, name),
      label: labelOf(controller, name),
    }),
  );
  return {
    [Symbol.dispose]: () => {
      for (const subscription of subscriptions) subscription.remove();
    },
  };
}

/** Hooks of the author's own, as listeners. */
export function authoredHooks(controller: VoiceController): Pick<Listening, 'label' | 'events'>[] {
  return HOOKS.filter(({ name }) => isAuthored(controller, name)).map(({ name, event }) => ({
    label: labelOf(controller, name),
    events: [event],
  }));
}

function isAuthored(controller: VoiceController, name: HookName): boolean {
  return controller[name] !== VoiceController.prototype[name];
}

function labelOf(controller: VoiceController, name: HookName): string {
  return `${controller.constructor.name}.${name}`;
}
