/** Every group of a hub by its name: live, so that groups made later are in it. Injected as `client_groups`. */
import { inspect } from 'node:util';
import { type ClientGroup } from './client-group';

export class ClientGroups implements Iterable<[string, ClientGroup]> {
  private readonly groups = new Map<string, ClientGroup>();

  get size(): number {
    return this.groups.size;
  }

  /** The group of that name, or `undefined`. */
  get(name: string): ClientGroup | undefined {
    return this.groups.get(name);
  }

  has(name: string): boolean {
    return this.groups.has(name);
  }

  /** Names, in the order the groups were made. */
  keys(): IterableIterator<string> {
    return this.groups.keys();
  }

  /** Groups, in the order they were made. */
  values(): IterableIterator<ClientGroup> {
    return this.groups.values();
  }

  [Symbol.iterator](): IterableIterator<[string, ClientGroup]> {
    return this.groups.entries();
  }

  /** Names only: a printed map would print every group. */
  [inspect.custom](): string {
    return `ClientGroups(${[...this.groups.keys()].join(', ')})`;
  }

  toJSON(): ClientGroup[] {
    return [...this.groups.values()];
  }

  /** Only the hub adds groups. @internal */
  add(group: ClientGroup): void {
    this.groups.set(group.name, group);
  }

  /** And only the hub takes them away. @internal */
  remove(name: string): void {
    this.groups.delete(name);
  }
}
