/** Writes the reference of events: of each its name, class, intents, meaning and fields, read from the classes themselves. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import * as models from '../../src/models';

const root = join(__dirname, '..', '..');
const folder = join(root, 'src', 'models');

export const EVENTS_REFERENCE = join(root, 'docs', 'reference', 'events.md');

const HEAD = [
  '# Events',
  '',
  "Every dispatch of Discord's gateway and the class of its event. Written by `scripts/write-events-reference.ts` from the classes",
  'themselves; a test fails when the two differ. How events are listened to is told in [the guide](../guide/1-handlers.md).',
  '',
  'How to read the tables:',
  '',
  '- **intents**: any one of them brings the event. The intents of what a handler listens to are asked for by themselves, but for',
  "  those marked _privileged_: these are declared, `@On(GuildMemberAddEvent, { needs: ['GuildMembers'] })`, and switched on in",
  "  Discord's developer portal. _always_ means that every session is sent the event.",
  '- **fields**: getters of the event. _all of_ `Message` means that the event is a message: it has all [fields](#entities) of one,',
  '  and its methods.',
  "- Every event has `raw` as well: the payload as Discord sent it, with Discord's own names.",
  '- `guild`, `channel`, `member`, `user` and the like that the payload does not bring are looked up in what is remembered, and',
  '  `undefined` when they are unknown.',
  '',
  'What has no class arrives as `UnknownDispatchEvent`, with `name` and `data`. `GatewayEvent` stands for every event.',
].join('\n');

const DERIVED = [
  '## Derived events',
  '',
  'Events that Discord does not send: they are made from dispatches and from what the cache knew before. They come after the event of',
  'their dispatch. _made from_ names the dispatches, _cache keeps_ the kinds of records without which the event never comes.',
  'What `group.voice` plays is told by `VoiceTrackStartEvent` and `VoiceTrackEndEvent`, with `call` and `track`: no dispatch brings them.',
].join('\n');

const BY_WEBHOOK = [
  '## Webhook events',
  '',
  'Events that Discord sends to an address of the application, where [its HTTP endpoint](../guide/18-http-interactions.md) hears them;',
  'they are chosen in the developer portal. `EntitlementCreateEvent`, `EntitlementUpdateEvent` and `EntitlementDeleteEvent` come that',
  'way too, and what has no class as `UnknownDispatchEvent`.',
].join('\n');

/** What the source says of a class. */
interface Declared {
  readonly file: string;
  /** First sentence of its docstring. */
  readonly meaning: string;
  /** Getters that are its own business. */
  readonly hidden: ReadonlySet<string>;
}

type AnyClass = abstract new (...args: never[]) => object;

/** The page as it should be. */
export function renderEventsReference(): string {
  const declared = new Map([
    ...classesIn('events'),
    ...classesIn('events/derived'),
    ...classesIn('events/webhook'),
    ...classesIn('entities'),
  ]);
  const families = new Map<string, models.ConcreteEventClass[]>();
  for (const Event of models.eventMap.values()) {
    const file = declared.get(Event.name)?.file ?? '';
    families.set(file, [...(families.get(file) ?? []), Event]);
  }
  const events = [...families.values()].flat();
  const entities = new Map(events.flatMap((Event) => entityOf(Event) ?? []).map((entity) => [entity.name, entity]));
  const parts = [
    HEAD,
    ...sorted(families).map(([file, classes]) => {
      const rows = classes.map((Event) => eventRow(Event, declared));
      return [headingOf(file), table(['event', 'class', 'intents', 'what happened', 'fields'], rows)].join('\n\n');
    }),
    DERIVED,
    table(
      ['class', 'made from', 'cache keeps', 'intents', 'what happened', 'fields'],
      derivedClasses().map((Event) => derivedRow(Event, declared)),
    ),
    BY_WEBHOOK,
    table(
      ['class', 'what happened', 'fields'],
      [...models.webhookEventMap.values()]
        .filter((Event) => 'isWebhookEvent' in Event)
        .map((Event) => {
          const [name = '', className = '', , meaning = '', fields = ''] = eventRow(Event, declared);
          return [`${className} ${name}`, meaning, fields || 'none'];
        }),
    ),
    '## Entities',
    'Fields of the entities that events are.',
    table(
      ['class', 'fields'],
      sorted(entities).map(([name, entity]) => [code(name), fieldsOf(entity, declared).join(', ')]),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

function eventRow(Event: models.ConcreteEventClass, declared: ReadonlyMap<string, Declared>): string[] {
  const entity = entityOf(Event);
  const own = fieldsOf(Event, declared, entity);
  const intents = Event.intents.map((name) => (models.isPrivileged(name) ? `${code(name)} _privileged_` : code(name)));
  return [
    code(Event.eventName),
    code(Event.name),
    intents.length > 0 ? intents.join(', ') : '_always_',
    declared.get(Event.name)?.meaning ?? '',
    [...(entity ? [`_all of_ ${code(entity.name)}`] : []), ...own].join(', '),
  ];
}

type DerivedClass = models.ConcreteEventClass & models.DerivedInfo;

function derivedClasses(): DerivedClass[] {
  return Object.values<unknown>(models)
    .filter((one): one is DerivedClass => typeof one === 'function' && models.derivedInfo(one) !== undefined)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function derivedRow(Event: DerivedClass, declared: ReadonlyMap<string, Declared>): string[] {
  const [name, className, intents, meaning, fields] = eventRow(Event, declared) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const from = Event.derivedFrom.map(code).join(', ');
  const kinds = Event.cacheNeeds.map(code).join(', ') || 'nothing';
  return [`${className} ${name}`, from, kinds, intents, meaning, fields];
}

/** The entity that an event is. */
function entityOf(Event: AnyClass): AnyClass | undefined {
  const entities: readonly unknown[] = Object.values(models);
  return ancestors(Event).find((one) => entities.includes(one) && !('eventName' in one));
}

/** What all views have is in no table. */
const COMMON: ReadonlySet<AnyClass> = new Set<AnyClass>([models.PayloadView, models.Entity]);

/** A class and what it extends, up to what all views have. */
function ancestors(leaf: AnyClass): AnyClass[] {
  const found: AnyClass[] = [];
  for (let one = leaf; !COMMON.has(one); one = Object.getPrototypeOf(one) as AnyClass) found.push(one);
  return found;
}

/** Getters of a class, those of what it extends first; with `above`, only those that come on top of it. */
function fieldsOf(leaf: AnyClass, declared: ReadonlyMap<string, Declared>, above?: AnyClass): string[] {
  const levels = ancestors(leaf);
  const names = (from: readonly AnyClass[]): string[] =>
    [...from].reverse().flatMap((level) =>
      Object.entries(Object.getOwnPropertyDescriptors(level.prototype as object))
        .filter(([name, descriptor]) => descriptor.get !== undefined && !declared.get(level.name)?.hidden.has(name))
        .map(([name]) => name),
    );
  const known = above ? new Set(names(ancestors(above))) : new Set<string>();
  return [...new Set(names(levels))].filter((name) => !known.has(name)).map(code);
}

/** `## Auto moderation`, and the sentence that opens the file. */
function headingOf(file: string): string {
  const name = file.replaceAll('-', ' ');
  const [, text = ''] = /^\/\*\*([\s\S]*?)\*\//.exec(readFileSync(join(folder, 'events', `${file}.ts`), 'utf8')) ?? [];
  const [, sentence = '', page = ''] = /^\s*(.*?)\s+(https:\S+)\s*$/.exec(text) ?? [];
  return `## ${name.charAt(0).toUpperCase()}${name.slice(1)}\n\n${sentence} [Discord’s page](${page})`;
}

function classesIn(room: string): [string, Declared][] {
  const files = readdirSync(join(folder, room)).filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) => {
    const source = ts.createSourceFile(
      file,
      readFileSync(join(folder, room, file), 'utf8'),
      ts.ScriptTarget.ES2022,
      true,
    );
    return source.statements.filter(ts.isClassDeclaration).map((one): [string, Declared] => {
      const hidden = one.members
        .filter(ts.isGetAccessor)
        .filter(({ modifiers }) => modifiers?.some(({ kind }) => HIDDEN.includes(kind)))
        .map((getter) => getter.name.getText());
      return [
        one.name?.text ?? '',
        { file: file.replace(/\.ts$/, ''), meaning: firstSentence(one), hidden: new Set(hidden) },
      ];
    });
  });
}

const HIDDEN: readonly ts.SyntaxKind[] = [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword];

function firstSentence(node: ts.ClassDeclaration): string {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = ts.getTextOfJSDocComment(comments.at(-1)?.comment) ?? '';
  const [sentence = ''] = text.replace(/\s+/g, ' ').split(/(?<=[.!?…]) (?=[A-Z])/);
  return sentence;
}

function sorted<Value>(map: ReadonlyMap<string, Value>): [string, Value][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A table whose columns are aligned, as prettier would write it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((cells) => cells[column]?.length ?? 0), 3));
  const line = (cells: readonly string[], fill = ' '): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, fill)).join(' | ')} |`;
  return [line(head), line([], '-'), ...rows.map((row) => line(row))].join('\n');
}

function code(name: string): string {
  return `\`${name}\``;
}
