/** Entities of one kind, looked up by id and looped over: a window on records, which makes a view when one is asked for. */
import { inspect } from 'node:util';
import { type PayloadView } from '../view';
import { type RecordSource } from './record-source';

/** Nothing is copied: a collection of a guild shows what is remembered at the moment it is read. */
export class EntityCollection<Entity extends PayloadView, Id extends string = string> implements Iterable<Entity> {
  constructor(
    private readonly records: RecordSource<Entity['raw']>,
    private readonly view: (raw: Entity['raw']) => Entity,
  ) {}

  get size(): number {
    return this.records.size;
  }

  has(id: Id): boolean {
    return this.records.get(id) !== undefined;
  }

  get(id: Id): Entity | undefined {
    const raw = this.records.get(id);
    return raw && this.view(raw);
  }

  *[Symbol.iterator](): IterableIterator<Entity> {
    for (const raw of this.records.values()) yield this.view(raw);
  }

  find(wanted: (entity: Entity) => boolean): Entity | undefined {
    for (const entity of this) if (wanted(entity)) return entity;
    return undefined;
  }

  filter(wanted: (entity: Entity) => boolean): Entity[] {
    return this.toArray().filter(wanted);
  }

  map<Result>(change: (entity: Entity) => Result): Result[] {
    return Array.from(this, change);
  }

  some(wanted: (entity: Entity) => boolean): boolean {
    return this.find(wanted) !== undefined;
  }

  toArray(): Entity[] {
    return [...this];
  }

  toJSON(): unknown[] {
    return this.map((entity) => entity.toJSON());
  }

  [inspect.custom](): string {
    return `${this.constructor.name}(${this.size})`;
  }
}
