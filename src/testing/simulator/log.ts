/** Everything that the simulator saw, in order: requests, gateway frames, connections and sessions. Tokens are not kept. */
import {
  type VoiceConnectionChange,
  type VoiceDaveEvent,
  type VoiceFrame,
  type VoiceProblem,
  type VoiceProblemName,
  type VoiceSessionChange,
} from './voice/entries';

/** A file of a multipart request. */
export interface LoggedFile {
  /** The form field, for instance `files[0]`. */
  readonly field: string;
  readonly filename: string;
  readonly contentType: string | undefined;
  readonly bytes: Buffer;
}

interface Entry {
  /** Position in the log; rises by one. */
  readonly order: number;
  /** Milliseconds since 1970 on the simulator's clock. */
  readonly atMs: number;
  /** Name of the bot that it concerns; null when nobody said who they are. */
  readonly bot: string | null;
}

/** A REST request; logged when it was processed, so the order is the order of effects. */
export interface RequestEntry extends Entry {
  readonly kind: 'request';
  readonly method: string;
  /** Without `/api/v10` and without the query, for instance `/channels/1/messages`. */
  readonly path: string;
  /** A repeated key becomes an array. */
  readonly query: Readonly<Record<string, string | string[]>>;
  /** Lower-case names. `authorization` holds the bot's name in place of its token. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body; of a multipart request its `payload_json`. */
  readonly body: unknown;
  readonly files: readonly LoggedFile[];
  /** 0 when no answer was sent. */
  readonly status: number;
  /** Discord's error code in the answer, if there was one. */
  readonly errorCode: number | undefined;
  /** `hung` and `disconnected` come from faults. */
  readonly outcome: 'answered' | 'hung' | 'disconnected';
  /** When the request came in: earlier than `atMs` when the link was slow. */
  readonly receivedAtMs: number;
}

/** A frame that a client sent. */
export interface FrameEntry extends Entry {
  readonly kind: 'frame';
  readonly connectionId: number;
  readonly sessionId: string | null;
  /** The path that the connection was opened on: `/gateway`, or the session's `/resume/…`. */
  readonly path: string;
  /** -1 for what is no valid frame. */
  readonly op: number;
  /** The payload; `token` holds the bot's name. */
  readonly d: unknown;
}

/** A gateway connection that was opened, refused or closed. */
export interface ConnectionEntry extends Entry {
  readonly kind: 'connection';
  readonly event: 'opened' | 'refused' | 'closed';
  readonly connectionId: number;
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly sessionId: string | null;
  /** Close code; 1006 when the connection just broke. */
  readonly code: number | undefined;
  readonly reason: string;
  readonly by: 'client' | 'server' | 'network' | undefined;
}

/** A session that began (READY sent), was resumed (RESUMED sent), or is no longer resumable. */
export interface SessionEntry extends Entry {
  readonly kind: 'session';
  readonly event: 'started' | 'resumed' | 'ended';
  readonly connectionId: number | null;
  readonly sessionId: string;
  readonly shard: readonly [id: number, count: number];
}

/** Something happened to what a person did with an application. */
export interface InteractionEntry extends Entry {
  readonly kind: 'interaction';
  /** `answered`: the first answer; `message`: another one, or one that changed; `failed`: none came in time. */
  readonly event: 'sent' | 'answered' | 'message' | 'failed';
  readonly interactionId: string;
  /** 2 a command, 3 a component, 4 autocomplete, 5 a form. */
  readonly type: number;
  /** The command with its sub-commands, or the custom id. */
  readonly name: string;
  /** Who did it. */
  readonly user: string;
  readonly acknowledgement: string;
}

/** A request to an address of an application: an interaction, an event, or one of the two that try an address. */
export interface EndpointEntry extends Entry {
  readonly kind: 'endpoint';
  /** `refused`: the answer to an interaction was none; `problem` says why. */
  readonly event: 'ping' | 'forged' | 'interaction' | 'event' | 'refused';
  /** The command or custom id, the type of the event, or what the address is for. */
  readonly name: string;
  /** 0 when there was no answer. */
  readonly status: number;
  readonly problem?: string | undefined;
}

export type VoiceFrameEntry = Entry & VoiceFrame;
export type VoiceConnectionEntry = Entry & VoiceConnectionChange;
export type VoiceSessionEntry = Entry & VoiceSessionChange;
export type VoiceProblemEntry = Entry & VoiceProblem;
export type VoiceDaveEntry = Entry & VoiceDaveEvent;
export type VoiceEntry =
  VoiceFrameEntry | VoiceConnectionEntry | VoiceSessionEntry | VoiceProblemEntry | VoiceDaveEntry;

export type LogEntry =
  RequestEntry | FrameEntry | ConnectionEntry | SessionEntry | InteractionEntry | EndpointEntry | VoiceEntry;
type Draft<E extends Entry> = E extends Entry ? Omit<E, 'order' | 'atMs'> : never;
export type LogDraft = Draft<LogEntry>;

/** A bot, by the name it was created with or as `createBot` returned it. */
export type BotSelector = string | { readonly name: string };

export function botName(selector: BotSelector): string {
  return typeof selector === 'string' ? selector : selector.name;
}

export interface RequestFilter {
  readonly method?: string;
  /** The whole path, or a pattern for it. */
  readonly path?: string | RegExp;
  readonly bot?: BotSelector;
}

export interface FrameFilter {
  readonly op?: number;
  readonly bot?: BotSelector;
}

export interface VoiceFrameFilter extends FrameFilter {
  readonly from?: 'client' | 'server';
}

const IDENTIFY = 2;
const RESUME = 6;

export class SimulatorLog {
  private readonly kept: LogEntry[] = [];
  private readonly listeners = new Set<(entry: LogEntry) => void>();
  private nextOrder = 0;

  constructor(
    private readonly wallMs: () => number,
    private readonly limit: number,
  ) {}

  /** Everything that is remembered, oldest first. The array is a copy. */
  get entries(): LogEntry[] {
    return [...this.kept];
  }

  /** What the next entry's `order` will be: keep it to ask later only for what came after. */
  get nextEntry(): number {
    return this.nextOrder;
  }

  push(draft: LogDraft): void {
    const entry = { ...draft, order: this.nextOrder++, atMs: this.wallMs() } as LogEntry;
    this.kept.push(entry);
    // Trimmed by tenths: taking one off the front of a long array is slow.
    if (this.kept.length > this.limit * 1.1) this.kept.splice(0, this.kept.length - this.limit);
    for (const listener of [...this.listeners]) listener(entry);
  }

  /** Calls `listener` with every entry from now on. Returns how to stop. */
  on(listener: (entry: LogEntry) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  requests(filter: RequestFilter = {}): RequestEntry[] {
    return this.kept.filter(
      (entry): entry is RequestEntry => entry.kind === 'request' && matchesRequest(entry, filter),
    );
  }

  frames(filter: FrameFilter = {}): FrameEntry[] {
    const name = filter.bot === undefined ? undefined : botName(filter.bot);
    return this.kept.filter(
      (entry): entry is FrameEntry =>
        entry.kind === 'frame' &&
        (filter.op === undefined || entry.op === filter.op) &&
        (name === undefined || entry.bot === name),
    );
  }

  /** The IDENTIFY frames, of one bot or of all. */
  identifies(bot?: BotSelector): FrameEntry[] {
    return this.frames(bot === undefined ? { op: IDENTIFY } : { op: IDENTIFY, bot });
  }

  /** The RESUME frames, of one bot or of all. */
  resumes(bot?: BotSelector): FrameEntry[] {
    return this.frames(bot === undefined ? { op: RESUME } : { op: RESUME, bot });
  }

  connections(bot?: BotSelector): ConnectionEntry[] {
    const name = bot === undefined ? undefined : botName(bot);
    return this.kept.filter(
      (entry): entry is ConnectionEntry => entry.kind === 'connection' && (name === undefined || entry.bot === name),
    );
  }

  sessions(bot?: BotSelector): SessionEntry[] {
    const name = bot === undefined ? undefined : botName(bot);
    return this.kept.filter(
      (entry): entry is SessionEntry => entry.kind === 'session' && (name === undefined || entry.bot === name),
    );
  }

  /** What people did with applications and what came of it, of one bot or of all. */
  interactions(bot?: BotSelector): InteractionEntry[] {
    const name = bot === undefined ? undefined : botName(bot);
    return this.kept.filter(
      (entry): entry is InteractionEntry => entry.kind === 'interaction' && (name === undefined || entry.bot === name),
    );
  }

  /** Frames of voice gateways, in both directions. */
  voiceFrames(filter: VoiceFrameFilter = {}): VoiceFrameEntry[] {
    const { op, from } = filter;
    return this.voice('voice-frame', filter.bot).filter(
      (entry) => (op === undefined || entry.op === op) && (from === undefined || entry.from === from),
    );
  }

  voiceConnections(bot?: BotSelector): VoiceConnectionEntry[] {
    return this.voice('voice-connection', bot);
  }

  voiceSessions(bot?: BotSelector): VoiceSessionEntry[] {
    return this.voice('voice-session', bot);
  }

  /** What clients did wrong in voice, of one kind or of all. */
  voiceProblems(problem?: VoiceProblemName, bot?: BotSelector): VoiceProblemEntry[] {
    return this.voice('voice-problem', bot).filter((entry) => problem === undefined || entry.problem === problem);
  }

  /** What the groups of encrypted calls went through: epochs, transitions, refusals. */
  voiceDave(bot?: BotSelector): VoiceDaveEntry[] {
    return this.voice('voice-dave', bot);
  }

  private voice<K extends VoiceEntry['kind']>(
    kind: K,
    bot: BotSelector | undefined,
  ): Extract<VoiceEntry, { readonly kind: K }>[] {
    const name = bot === undefined ? undefined : botName(bot);
    return this.kept.filter(
      (entry): entry is Extract<VoiceEntry, { readonly kind: K }> =>
        entry.kind === kind && (name === undefined || entry.bot === name),
    );
  }

  /** Forgets what was seen; listeners stay. */
  clear(): void {
    this.kept.length = 0;
  }
}

/** Whether a request is one that a filter asks for. */
export function matchesRequest(
  request: { readonly method: string; readonly path: string; readonly bot: string | null },
  filter: RequestFilter,
): boolean {
  const { method, path, bot } = filter;
  if (method !== undefined && method.toUpperCase() !== request.method) return false;
  if (bot !== undefined && botName(bot) !== request.bot) return false;
  if (path === undefined) return true;
  return typeof path === 'string' ? path === request.path : path.test(request.path);
}

/** A query as a plain object; a repeated key becomes an array. */
export function plainQuery(query: URLSearchParams): Record<string, string | string[]> {
  const plain: Record<string, string | string[]> = {};
  for (const key of new Set(query.keys())) {
    const values = query.getAll(key);
    plain[key] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return plain;
}
