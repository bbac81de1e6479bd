/** The import law: rooms know only lower floors, through their front doors; each dependency has one door; no cycles. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSources, root, type Source } from './sources';

const FLOORS: readonly (readonly string[])[] = [
  ['util', 'errors'],
  ['models'],
  ['rest', 'gateway', 'voice', 'di', 'texts'],
  ['dispatcher', 'cache'],
  ['interactions', 'cluster'],
  ['hub'],
  ['testing', 'playground', 'cli'],
];

/** `errors` hides tokens with util's help and util knows nothing of it: the one step within the ground floor. */
const SAME_FLOOR = new Set(['errors -> util']);

/** Package -> the only places that may import it, as prefixes of paths below `src/`. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  tsyringe: ['di/container/'],
  'reflect-metadata': ['di/metadata/'],
  undici: ['rest/transport/'],
  ws: ['gateway/socket/', 'voice/signalling/', 'testing/simulator/'],
  '@snazzah/davey': ['voice/dave/', 'testing/simulator/voice/'],
  '@discordjs/opus': ['voice/codec/'],
  opusscript: ['voice/codec/'],
  '@messageformat/core': ['texts/format.ts'],
  '@messageformat/parser': ['texts/format.ts'],
  'class-transformer': ['models/shape.ts', 'models/limits/'],
  'class-validator': ['models/shape.ts', 'models/limits/'],
};

const sources = readSources();
const floorOf = (room: string): number => FLOORS.findIndex((floor) => floor.includes(room));

describe('the import law', () => {
  it('knows every room', () => {
    const unknown = sources.map((source) => source.room).filter((room) => room !== 'index' && floorOf(room) < 0);
    expect(unknown).toEqual([]);
  });

  it('lets a room import only from lower floors, and only through the other room’s index', () => {
    const broken: string[] = [];
    for (const source of sources) {
      if (source.room === 'index') continue;
      for (const { target, specifier } of source.imports) {
        if (target === undefined) continue;
        const room = target.split('/')[0] as string;
        if (room === source.room) continue;
        const lower = floorOf(room) < floorOf(source.room) || SAME_FLOOR.has(`${source.room} -> ${room}`);
        if (!lower) broken.push(`${source.path} imports ${specifier}: ${room} is not on a lower floor`);
        else if (target !== room) broken.push(`${source.path} imports ${specifier}: go through ${room}/index.ts`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('keeps files from importing their own room’s index', () => {
    const broken = sources.flatMap((source) =>
      source.imports
        .filter(({ target }) => target !== undefined && source.room !== 'index')
        .filter(({ target }) => target === source.room || target === `${source.room}/index`)
        .map(({ specifier }) => `${source.path} imports ${specifier}`),
    );
    expect(broken.filter((line) => !line.startsWith('index.ts'))).toEqual([]);
  });

  it('keeps the simulator an independent reading of the protocol: only util below it', () => {
    const broken = sources
      .filter((source) => source.path.startsWith('testing/simulator/'))
      .flatMap((source) =>
        source.imports
          .filter(({ target, specifier }) =>
            target === undefined
              ? !/^(node:|ws$|@snazzah\/davey$|discord-api-types\/)/.test(specifier)
              : !(target === 'util' || target.startsWith('testing/simulator/')),
          )
          .map(({ specifier }) => `${source.path} imports ${specifier}`),
      );
    expect(broken).toEqual([]);
  });

  it.each(Object.entries(DOORS))('lets %s in through its one door', (name, doors) => {
    const users = sources.filter((source) =>
      source.imports.some(({ specifier }) => specifier === name || specifier.startsWith(`${name}/`)),
    );
    expect(users.map((source) => source.path).filter((path) => !doors.some((door) => path.startsWith(door)))).toEqual(
      [],
    );
    expect(users).not.toHaveLength(0);
  });

  it('has no import cycle, because a cycle leaves injected types undefined', () => {
    expect(findCycle(sources)).toEqual([]);
  });
});

function findCycle(all: readonly Source[]): string[] {
  const byPath = new Map(all.map((source) => [source.path, source]));
  const resolve = (target: string): string => {
    if (byPath.has(`${target}.ts`)) return `${target}.ts`;
    const index = target === '' || target === '.' ? 'index.ts' : `${target}/index.ts`;
    if (!byPath.has(index) && !existsSync(join(root, 'src', target))) throw new Error(`no file for ${target}`);
    return index;
  };
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const { target, typeOnly } of byPath.get(path)?.imports ?? []) {
      if (target === undefined || typeOnly) continue;
      const cycle = walk(resolve(target), [...trail, path]);
      if (cycle.length > 0) return cycle;
    }
    done.add(path);
    return [];
  };
  for (const { path } of all) {
    const cycle = walk(path, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
