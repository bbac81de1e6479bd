/** The guide shows code that runs: each of its samples stands, word for word, in a file under samples/. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
});
