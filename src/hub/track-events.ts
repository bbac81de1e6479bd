/** Tells a group's hooks and handlers of the tracks that its calls play. */
import { type Dispatcher } from '../dispatcher';
import { type ViewContext } from '../models';
import { type VoiceClientsOptions, VoiceTrackEndEvent, VoiceTrackStartEvent } from '../voice';

export function tellTracks(dispatcher: Dispatcher, context: ViewContext): NonNullable<VoiceClientsOptions['onTrack']> {
  return (call, track, end) => {
    const Event = end ? VoiceTrackEndEvent : VoiceTrackStartEvent;
    if (!dispatcher.wants(Event.eventName)) return;
    dispatcher.dispatch(
      end ? new VoiceTrackEndEvent({ call, track, end }, context) : new VoiceTrackStartEvent({ call, track }, context),
    );
  };
}
