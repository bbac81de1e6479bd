/**
 * Classes that guilds need and that need guilds. Modules that import one another in a circle are half empty when they
 * meet, so a guild finds these here, where each enters itself when it is loaded.
 */
import { type Channel } from './channel';
import { type Guild } from './guild';
import { type Member } from './member';
import { type Message } from './message';
import { type Presence } from './presence';
import { type ScheduledEvent } from './scheduled-event';
import { type SoundboardSound } from './soundboard-sound';
import { type StageInstance } from './stage-instance';
import { type VoiceState } from './voice-state';

interface LateClasses {
  Channel: typeof Channel;
  Guild: typeof Guild;
  Member: typeof Member;
  Message: typeof Message;
  Presence: typeof Presence;
  ScheduledEvent: typeof ScheduledEvent;
  SoundboardSound: typeof SoundboardSound;
  StageInstance: typeof StageInstance;
  VoiceState: typeof VoiceState;
}

export const lateClasses = {} as LateClasses;
