/** What is kept of one guild beside its own record: a map for each kind, made when it is needed. */
import { type GuildId, type GuildRecords } from '../../models';
import { type RecordMap } from './record-map';

type Maps = { -readonly [Kind in keyof GuildRecords]?: RecordMap<GuildRecords[Kind]> };

export class GuildPlace {
  /** An outage keeps the guild away. */
  isUnavailable = false;
  /** It is known from an earlier run, and has not come in this one. */
  isRestored = false;
  /** How many members the guild has, whichever of them are kept; `undefined` where no payload told. */
  memberCount: number | undefined = undefined;
  /** Number of the last event, in its session, that is in the count: those that come again are not counted twice. */
  countedUpTo: number | undefined = undefined;
  private readonly maps: Maps = {};

  constructor(readonly id: GuildId) {}

  map<Kind extends keyof GuildRecords>(kind: Kind): RecordMap<GuildRecords[Kind]> | undefined {
    return this.maps[kind];
  }

  put<Kind extends keyof GuildRecords>(kind: Kind, map: RecordMap<GuildRecords[Kind]>): void {
    (this.maps as Record<Kind, RecordMap<GuildRecords[Kind]>>)[kind] = map;
  }

  get<Kind extends keyof GuildRecords>(kind: Kind, id: string): GuildRecords[Kind] | undefined {
    return this.maps[kind]?.get(id);
  }
}
