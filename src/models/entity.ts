/** What every entity is beside a view: something that can be told apart from others of its kind. */
import { PayloadView } from './view';

/** What is compared: an entity, or anything that names the same things. */
export type Identity<Key extends string> = Readonly<Partial<Record<Key, string | null | undefined>>>;

/** Base of every view of something that has an id, or a few things that identify it together. */
export abstract class Entity<Raw extends object = object, Key extends string = 'id'> extends PayloadView<Raw> {
  /**
   * Whether the other one is the same thing, whatever else the payloads say: an entity of the same kind, or an object, with
   * the same id. Where the payload does not say all that identifies it, it is the same as itself alone.
   */
  equals(other: Identity<Key> | null | undefined): boolean {
    if (other === null || other === undefined) return false;
    if (other instanceof PayloadView) {
      if ((other.raw as object) === this.raw) return true;
      if (kindOf(other) !== kindOf(this)) return false;
    }
    const own = this as unknown as Identity<Key>;
    return this.identifiedBy.every((key) => typeof own[key] === 'string' && own[key] === other[key]);
  }

  /** Names of the getters that identify it. */
  protected get identifiedBy(): readonly Key[] {
    return BY_ID as readonly string[] as readonly Key[];
  }
}

const BY_ID = ['id'] as const;

/** The class right below {@link Entity}: an event that is a message is of a message's kind. */
function kindOf(view: object): object | null {
  let kind = Object.getPrototypeOf(view) as object | null;
  while (kind !== null) {
    const above = Object.getPrototypeOf(kind) as object | null;
    if (above === Entity.prototype) return kind;
    kind = above;
  }
  return null;
}
