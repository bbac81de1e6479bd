/** Rules of a body that is a part of another: what does not fit is told by its place in the whole. */
import { type LooseBody, type Refuse } from './body-spec';

/** Rules that hold between the fields of a body. */
export type Relations = (wire: LooseBody, refuse: Refuse) => void;

/** The relations of the part `name`, for the whole. A part that is not there has none. */
export function within(name: string, relations: Relations): Relations {
  return (wire, refuse) => {
    const part = wire[name];
    if (typeof part !== 'object' || part === null) return;
    relations(part as LooseBody, (path, rule, message, got) => {
      refuse(path ? `${name}.${path}` : name, rule, message, got);
    });
  };
}
