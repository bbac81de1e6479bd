/** Raw records by id, as a cache or a payload holds them: what collections of views are made over. */

/** Records of one kind. It is live: what it says may change with the next event. */
export interface RecordSource<Raw> {
  readonly size: number;
  get(id: string): Raw | undefined;
  values(): Iterable<Raw>;
  /** The same records, where reading them here tells the author that they are never sent; for who asks Discord next. */
  readonly unwatched?: RecordSource<Raw> | undefined;
}

const EMPTY: RecordSource<never> = new Map<string, never>();

/** A source without records. */
export function noRecords<Raw>(): RecordSource<Raw> {
  return EMPTY;
}

/** A list of a payload as a source. @param idOf by what a record is found. */
export function recordsIn<Raw>(list: readonly Raw[] | null | undefined, idOf: (raw: Raw) => string): RecordSource<Raw> {
  return list ? new ListSource(list, idOf) : EMPTY;
}

class ListSource<Raw> implements RecordSource<Raw> {
  constructor(
    private readonly list: readonly Raw[],
    private readonly idOf: (raw: Raw) => string,
  ) {}

  get size(): number {
    return this.list.length;
  }

  get(id: string): Raw | undefined {
    return this.list.find((raw) => this.idOf(raw) === id);
  }

  values(): Iterable<Raw> {
    return this.list;
  }
}
