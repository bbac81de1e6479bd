/**
 * Lists of guilds that stay empty because the session is not sent what would fill them. Nothing is wrong with an empty list, so
 * whoever reads one is told once for each kind, in the log. A policy `'off'` says that it is meant.
 */
import { type GuildRecords, type IntentName, isPrivileged, type RecordSource } from '../models';
import { type Logger } from '../util';
import { type CacheChoice } from './policy/options';
import { isOptions, type Policies } from './policy/policies';

type FilledKind = 'members' | 'presences' | 'voiceStates';

interface Filling {
  readonly intent: IntentName;
  /** What the list holds without it. */
  readonly without: string;
  /** Whether the intent alone is not enough: by default the cache keeps no such records. */
  readonly takesPolicy: boolean;
  readonly instead?: string;
}

const FILLED: Readonly<Record<FilledKind, Filling>> = {
  members: {
    intent: 'GuildMembers',
    without: 'only the bot and members in voice are ever remembered',
    takesPolicy: true,
    instead: 'or ask for some by name or by id, guild.members.fetch({ query }) and fetch(id)',
  },
  presences: { intent: 'GuildPresences', without: 'there are none', takesPolicy: true },
  voiceStates: { intent: 'GuildVoiceStates', without: 'there are none', takesPolicy: false },
};

export class Unfilled {
  private readonly warnings = new Map<string, string>();
  private readonly told = new Set<string>();

  constructor(private readonly logger: Logger) {}

  /** A session begins. @param has whether it has an intent */
  open(choice: CacheChoice, policies: Policies, has: (intent: IntentName) => boolean): void {
    this.close();
    if (!isOptions(choice)) return;
    for (const kind of Object.keys(FILLED) as FilledKind[]) {
      const isSent = has(FILLED[kind].intent);
      if (choice[kind] === 'off' || this.told.has(kind) || (isSent && policies[kind])) continue;
      this.warnings.set(kind, warningOf(kind, isSent));
    }
  }

  close(): void {
    this.warnings.clear();
  }

  /** The same records, which tell when they are read and cannot be there. */
  watched<Raw>(kind: keyof GuildRecords, records: RecordSource<Raw>): RecordSource<Raw> {
    if (!this.warnings.has(kind)) return records;
    return new WatchedSource(records, () => {
      this.tell(kind);
    });
  }

  private tell(kind: string): void {
    const warning = this.warnings.get(kind);
    if (warning === undefined) return;
    this.warnings.delete(kind);
    this.told.add(kind);
    this.logger.warn(warning);
  }
}

function warningOf(kind: FilledKind, isSent: boolean): string {
  const { intent, without, takesPolicy, instead } = FILLED[kind];
  const reason = isSent
    ? 'the cache does not keep them unless it is told to'
    : `the session lacks the intent ${intent}`;
  const options = [!isSent && `intents: { add: ['${intent}'] }`, takesPolicy && `cache: { ${kind}: 'all' }`];
  const written = options.filter((part) => typeof part === 'string').join(', ');
  const portal = !isSent && isPrivileged(intent) ? ', and switch the intent on in the developer portal (Bot)' : '';
  return (
    `Somebody reads ${kind} of a guild, and ${reason}: ${without}. ` +
    `Write ${written} in the group's options${portal}${instead === undefined ? '' : `; ${instead}`}. ` +
    `cache: { ${kind}: 'off' } says that it is meant.`
  );
}

/** Finding somebody is no reason to warn: who is in voice may well be there. */
class WatchedSource<Raw> implements RecordSource<Raw> {
  constructor(
    readonly unwatched: RecordSource<Raw>,
    private readonly tell: () => void,
  ) {}

  get size(): number {
    this.tell();
    return this.unwatched.size;
  }

  get(id: string): Raw | undefined {
    const found = this.unwatched.get(id);
    if (found === undefined) this.tell();
    return found;
  }

  values(): Iterable<Raw> {
    this.tell();
    return this.unwatched.values();
  }
}
