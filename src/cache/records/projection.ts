/** Records of which only some fields are kept. The others say so when they are read, rather than looking empty. */
import { FrameworkError } from '../../errors';

/**
 * Makes records with some fields of a payload. What is dropped is a getter of their prototype that throws; it is not
 * enumerable, so JSON and console.log show what is kept.
 */
export class Projection<Raw extends object> {
  private readonly prototype: object;
  private readonly known = new Set<string>();

  /**
   * @param kind of the records, as errors name it
   * @param isKept whether a field is kept
   * @param policyOf the policy that dropped a field, as its author wrote it
   * @param fields that a payload may have; others are found as they come
   */
  constructor(
    private readonly kind: string,
    private readonly isKept: (field: string) => boolean,
    private readonly policyOf: (field: string) => string,
    fields: Iterable<string> = [],
  ) {
    // With a constructor of its own a printed record says that it is a part of one.
    const KeptFields = { KeptFields: (): void => undefined }.KeptFields;
    this.prototype = Object.defineProperty({}, 'constructor', { value: KeptFields });
    for (const field of fields) if (!isKept(field)) this.drop(field);
  }

  /** A copy with the fields that are kept. */
  of(raw: Raw): Raw {
    const kept = Object.create(this.prototype) as Record<string, unknown>;
    for (const [field, value] of Object.entries(raw)) {
      if (this.isKept(field)) kept[field] = value;
      else if (!this.known.has(field)) this.drop(field);
    }
    return kept as Raw;
  }

  private drop(field: string): void {
    this.known.add(field);
    const { kind } = this;
    const policy = this.policyOf(field);
    Object.defineProperty(this.prototype, field, {
      enumerable: false,
      get(): never {
        throw new FrameworkError({
          code: 'CACHE_FIELD_DROPPED',
          kind: 'cache',
          message: `The cache does not keep ${field} of ${kind}: its policy is ${policy}.`,
          advice: `keep it in the group's options, or ask for the whole: client.${kind}.get(…) and the like.`,
          context: { kind, field, policy },
        });
      },
    });
  }
}
