/** Those who see packets before any handler, to keep records up to date. They see all of them, also what handlers miss. */
import { type DispatchPacket, type DispatchSink } from '../../gateway';
import { type Logger } from '../../util';
import { quietly } from '../quietly';
import { type Interest } from './interest';

/** The shard that a packet came from, as the gateway hands it over. */
export type PacketShard = Parameters<DispatchSink['deliver']>[1];

/** Must be quick: it runs while the packet is being read. Events that it dispatches follow the packet's own event. */
export type PacketObserver = (packet: DispatchPacket, shard: PacketShard) => void;

export class PacketObservers {
  private readonly lists = new Map<string, readonly PacketObserver[]>();

  constructor(
    private readonly interest: Interest,
    private readonly logger: Logger,
  ) {}

  has(eventName: string): boolean {
    return this.lists.has(eventName);
  }

  /** @returns what ends the observation. */
  add(eventNames: Iterable<string>, observer: PacketObserver): () => void {
    const names = new Set(eventNames);
    for (const name of names) {
      this.lists.set(name, [...(this.lists.get(name) ?? []), observer]);
      this.interest.add(name);
    }
    return () => {
      for (const name of names) {
        this.remove(name, observer);
        this.interest.remove(name);
      }
      names.clear();
    };
  }

  /** Never throws: an observer that fails is logged, and the next one is called. */
  notify(packet: DispatchPacket, shard: PacketShard): void {
    for (const observer of this.lists.get(packet.t) ?? []) {
      try {
        observer(packet, shard);
      } catch (error) {
        quietly(() => {
          this.logger.error(`An observer of ${packet.t} failed.`, { observer: observer.name || undefined, error });
        });
      }
    }
  }

  private remove(name: string, observer: PacketObserver): void {
    const list = [...(this.lists.get(name) ?? [])];
    const index = list.indexOf(observer);
    if (index >= 0) list.splice(index, 1);
    if (list.length > 0) this.lists.set(name, list);
    else this.lists.delete(name);
  }
}
