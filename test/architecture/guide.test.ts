/** The guide shows code that runs: each of its samples stands, word for word, in a file under samples/. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as corduroy from 'corduroy';
import * as testing from 'corduroy/testing';
import { root } from './sources';

const folder = join(root, 'docs', 'guide');
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
const excerpts = pages.flatMap((page) => {
  const text = readFileSync(join(folder, page), 'utf8');
  return [...text.matchAll(/(?:<!-- from (\S+) -->\n+)?```ts\n([\s\S]*?)```/g)].map(([, file, code]) => ({
    page,
    file,
    code,
  }));
});

describe('the guide', () => {
  it('shows code', () => {
    expect(excerpts.length).toBeGreaterThan(5);
  });

  it('takes every piece of code from a sample', () => {
    const wrong = excerpts.filter(
      ({ file, code }) => !file || !readFileSync(join(root, file), 'utf8').includes(code as string),
    );
    expect(wrong).toEqual([]);
  });

  it('has the shortest bot in common with the README', () => {
    const bot = readFileSync(join(root, 'samples', '00-ping', 'bootstrap.ts'), 'utf8');
    const code = bot.slice(bot.indexOf('import'));
    for (const page of ['README.md', 'docs/guide/1-handlers.md']) {
      expect(readFileSync(join(root, page), 'utf8')).toContain(code);
    }
  });

  it('compiles the second bot of the README', () => {
    const bot = readFileSync(join(root, 'test', 'types', 'readme-bot.ts'), 'utf8');
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(bot.slice(bot.indexOf('import')));
  });

  it('leads to headings that exist', () => {
    const slugs = (page: string): string[] =>
      [...readFileSync(join(root, page), 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N} _-]/gu, '')
          .replace(/ /g, '-'),
      );
    const broken = ['README.md', ...pages.map((page) => join('docs', 'guide', page))].flatMap((text) =>
      [...readFileSync(join(root, text), 'utf8').matchAll(/\]\(([^):#]*)#([^)]+)\)/g)]
        .filter(([, path]) => !path || path.endsWith('.md'))
        .filter(([, path, slug = '']) => !slugs(path ? join(dirname(text), path) : text).includes(slug))
        .map(([, path = '', slug = '']) => `${text}: ${path}#${slug}`),
    );
    expect(broken).toEqual([]);
  });

  it('recommends annotated handlers [seed 27]', () => {
    const text = readFileSync(join(folder, '1-handlers.md'), 'utf8');
    expect(text).toMatch(/Prefer annotated methods/);
  });

  it('says where work goes that would block the heartbeats and the sound [seed 68]', () => {
    const text = readFileSync(join(folder, '12-voice-hooks.md'), 'utf8');
    expect(text).toMatch(/worker_threads/);
  });

  it('says that naming the event explicitly stays supported [seed 28]', () => {
    const text = readFileSync(join(folder, '1-handlers.md'), 'utf8');
    expect(text).toMatch(/explicit form is stable/);
  });

  it('names to people who come from elsewhere only what is there', () => {
    const known = new Set([...Object.keys(corduroy), ...Object.keys(testing)]);
    // Of class-transformer; ids and a class of the reader's own.
    const others = ['Transform', 'Ban', 'Id', 'Options'];
    // Members of what is there, options, and words of TypeScript.
    const members =
      `createClientGroup fromBytes fromStream fromBlob onInit onReady onShutdown choices handlers providers modules
      guilds intents cache shards needs use localisations type required exports undefined false replace presence guildPermissions`.split(
        /\s+/,
      );
    const named = pages
      .filter((page) => page.startsWith('coming-from-'))
      .flatMap((page) => readFileSync(join(folder, page), 'utf8').split('\n'))
      .flatMap((line) => (/^\|[^|]+\|([^|]+)\|/.exec(line)?.[1] ?? '').match(/`[^`]+`/g) ?? [])
      // What is no text in quotes, and begins with a capital or is a function of its own.
      .map((code) => code.replace(/'[^']*'/g, ''))
      .flatMap((code) => [...(code.match(/\b[A-Z]\w+/g) ?? []), ...(/^`(\w+)(?:\(|`)/.exec(code)?.slice(1) ?? [])]);
    const unknown = named.filter((name) => !known.has(name) && !others.includes(name) && !members.includes(name));
    expect(named.length).toBeGreaterThan(80);
    expect([...new Set(unknown)]).toEqual([]);
  });

  it('leads to pages that exist', () => {
    const texts = ['README.md', 'CHANGELOG.md', ...pages.map((page) => join('docs', 'guide', page))];
    const broken = texts.flatMap((text) =>
      [...readFileSync(join(root, text), 'utf8').matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)]
        .map(([, path]) => join(dirname(text), path as string))
        .filter((path) => !existsSync(join(root, path)))
        .map((path) => `${text}: ${path}`),
    );
    expect(broken).toEqual([]);
  });
});
