/** Between a group's gateway and its dispatcher: what the group itself has to hear is heard here first. */
import { type APIUser } from 'discord-api-types/v10';
import { type Dispatcher } from '../dispatcher';
import { type DispatchPacket, type DispatchSink, type Shard } from '../gateway';

/** Who a session turned out to be. */
export interface Identity {
  readonly user: APIUser;
  readonly applicationId: string;
}

export class GroupSink implements DispatchSink {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly onReady: (identity: Identity) => void,
  ) {}

  wants(eventName: string): boolean {
    return eventName === 'READY' || this.dispatcher.wants(eventName);
  }

  deliver(packet: DispatchPacket, shard: Shard): void {
    if (packet.t === 'READY') {
      const identity = identityOf(packet.d);
      if (identity) this.onReady(identity);
      if (!this.dispatcher.wants('READY')) return;
    }
    this.dispatcher.deliver(packet, shard);
  }

  waiting(): number {
    return this.dispatcher.health().queued;
  }
}

/** `undefined` where READY does not tell, which it always should: then it is asked for. */
function identityOf(data: unknown): Identity | undefined {
  const { user, application } = (data ?? {}) as {
    readonly user?: APIUser;
    readonly application?: { readonly id?: string };
  };
  const applicationId = application?.id;
  return typeof user?.id === 'string' && typeof applicationId === 'string' ? { user, applicationId } : undefined;
}
