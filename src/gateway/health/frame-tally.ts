/** What became of the frames that arrived: each is counted once. */

export interface FrameCounts {
  /** Events that were handed on. */
  readonly delivered: number;
  /** Events that nobody wants; they were not parsed. */
  readonly unwanted: number;
  /** Events whose number had been seen, as a replay after RESUME brings them. */
  readonly repeated: number;
  /** Frames that steer the connection: HELLO, acknowledgements, RESUMED and READY that nobody wants, and the like. */
  readonly control: number;
  /** Frames with an opcode that is not known. */
  readonly unknown: number;
  /** Frames that could not be understood. */
  readonly malformed: number;
}

/** Counts for one shard, over all its connections. Plain fields: some are written for every frame. */
export class FrameTally {
  delivered = 0;
  unwanted = 0;
  repeated = 0;
  control = 0;
  unknown = 0;
  malformed = 0;

  counts(): FrameCounts {
    const { delivered, unwanted, repeated, control, unknown, malformed } = this;
    return { delivered, unwanted, repeated, control, unknown, malformed };
  }
}
