/** What function handlers read their arguments from. */

/**
 * The arguments of a group by name: `(event, { client, my_number }) => …`. Reading a name that nobody gave a value throws.
 * Declare the types of your own names by merging:
 * `declare module 'corduroy' { interface HandlerArguments { readonly my_number: number } }`.
 */
// A record cannot be extended by merging.
// eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style
export interface HandlerArguments {
  readonly [name: string]: unknown;
}
