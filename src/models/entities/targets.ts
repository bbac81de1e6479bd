/** What actions take where Discord takes an id: the id itself, or anything that has it. */

/** An id, or a view of what has it. A member stands for its user. */
export type Target<Id extends string = string> = Id | { readonly id: Id };

export function idOf<Id extends string>(target: Target<Id>): Id {
  return typeof target === 'string' ? target : target.id;
}

/** A message may be given as its text alone. */
export function bodyOf<Written extends object>(body: string | Written): Written | { readonly content: string } {
  return typeof body === 'string' ? { content: body } : body;
}
