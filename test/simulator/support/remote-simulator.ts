/** A simulator in another process. */
import { RemoteProcess } from './remote-process';
import { type RemoteCalls } from './simulator-process';

export class RemoteSimulator extends RemoteProcess<RemoteCalls> {
  constructor() {
    super('simulator-process');
  }
}
