/** What tests and the playground need of the simulator. */
export { DiscordSimulator } from './simulator';
export {
  type BotOptions,
  type EmitTarget,
  type GuildOptions,
  type MessageWait,
  type SimulatorOptions,
} from './options';
export { type DispatchData, type DispatchName } from './builders/dispatch-types';
export { type BotSnapshot, UNTOLD_FIELDS } from './snapshot';
export { SimulatorMisuse } from './misuse';
export {
  SimulatorLog,
  type BotSelector,
  type ConnectionEntry,
  type EndpointEntry,
  type FrameEntry,
  type FrameFilter,
  type InteractionEntry,
  type LogEntry,
  type LoggedFile,
  type RequestEntry,
  type RequestFilter,
  type SessionEntry,
  type VoiceConnectionEntry,
  type VoiceDaveEntry,
  type VoiceFrameEntry,
  type VoiceFrameFilter,
  type VoiceProblemEntry,
  type VoiceSessionEntry,
} from './log';
export { GatewayFaults, type CutTarget, type RestartOptions } from './faults/gateway-faults';
export { EventFaults, type EventFault, type EventOnItsWay } from './faults/event-faults';
export { type FaultTarget } from './faults/target';
export { type CountedVoiceFault, type DatagramFault, VoiceFaults, type VoiceFaultTarget } from './faults/voice-faults';
export { RestFaults, type RateLimitFault, type RespondFault, type RestFaultTarget } from './faults/rest-faults';
export { type GatewayOptions } from './gateway/options';
export { type SessionStartOptions } from './gateway/identify-gate';
export { REST_EXCHANGES, type RestExchange } from './rest/exchanges';
export { type ServedRequest } from './rest/call';
export { type RestOptions, type ServedReply } from './rest/server';
export { type RouteLimit, type RouteLimits } from './rest/rate-limits';
export { type ChannelSelector, type Made, type MessageSelector } from './people/handles';
export { type CommandDeed } from './people/interactions/sim-actor';
export { type OptionValue, type OptionValues } from './people/interactions/option-values';
export { type Chosen, type SimFile } from './people/interactions/resolved';
export { type AnswerWait, type Deed, SimInteraction } from './people/interactions/sim-interaction';
export { type SimField, SimModal } from './people/interactions/sim-modal';
export { type FieldValue, type FieldValues } from './people/interactions/submit-modal';
export { type CommandPath } from './people/interactions/use-command';
export { SimApplication, type CommandPermissionsInput, type SkuInput } from './people/sim-application';
export { SimBot } from './people/sim-bot';
export { SimChannel, type ChannelChanges, type OverwriteInput } from './people/sim-channel';
export { SimExpressions } from './people/sim-expressions';
export { SimGuild, type ChannelInput } from './people/sim-guild';
export { SimGuildEvents } from './people/sim-guild-events';
export { SimGuildSettings, type ScheduledEventInput } from './people/sim-guild-settings';
export { SimRole, type RoleInput } from './people/sim-role';
export { type WelcomeGuide } from './world/onboarding';
export { SimMember, type ThreadInput } from './people/sim-member';
export { SimMessage } from './people/sim-message';
export { SimUser, type Words } from './people/sim-user';
export { SimStagePart } from './people/sim-stage-part';
export { type SimCall, SimVoice, type SimVoiceServer } from './people/sim-voice';
export { type CallPacket, type Participant } from './voice/participant';
export { SentAudio, type SentPacket } from './voice/sent-audio';
export { type AudioAddress, type VoiceMode, type VoiceOptions } from './voice/options';
export { compareHearing, type HeardFrame, type Hearing, type HearingReport } from './voice/dave/hearing';
export { knownFrames, placeOfKnownFrame } from './voice/dave/known-frames';
export { type SpeakOptions, type Spoken, type VirtualMember } from './voice/dave/virtual-member';
export { type WireReport, type WireWatch } from './voice/dave/wire-watch';
export { type GuestOptions } from './world/voice-backend';
export { type DaveEvent, type DaveProblem } from './voice/dave/dave-event';
export { type VoiceProblemName } from './voice/entries';
export { type VoiceStep } from './voice/conditions';
export { permissionBits, permissionNames, type PermissionName, type PermissionsInput } from './world/permissions';
