/**
 * Counts source text: `node bench/startup/count.cjs FILE… [--fences=1,2]`. Of a Markdown file code fences are counted, by their
 * numbers from 1, or all of them. Lines are those that hold code: blank ones and those of comments alone are none.
 * Tokens are TypeScript's, so that neither names nor layout make a difference. The SHA-256 is that of the text that was counted.
 */
'use strict';
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const ts = require('typescript');

/** Code fences of Markdown, in order. What a page hides from its readers before a cut mark is no part of them. */
function fencesOf(markdown) {
  return [...markdown.matchAll(/^```(\S*)[^\n]*\n([\s\S]*?)^```/gm)].map(([, language, code]) => ({
    language,
    code: code.split(/^.*---cut---.*\n/m).at(-1),
  }));
}

/** @returns how many lines hold code, and how many tokens there are. */
function count(text) {
  const file = ts.createSourceFile('text.ts', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const lines = new Set();
  let tokens = 0;
  const visit = (node) => {
    if (node.kind === ts.SyntaxKind.EndOfFileToken || ts.isJSDoc(node)) return;
    const children = node.getChildren(file);
    if (children.length > 0) children.forEach(visit);
    else if (node.getWidth(file) > 0) {
      tokens += 1;
      const first = file.getLineAndCharacterOfPosition(node.getStart(file)).line;
      const last = file.getLineAndCharacterOfPosition(node.getEnd()).line;
      for (let line = first; line <= last; line += 1) lines.add(line);
    }
  };
  visit(file);
  return { lines: lines.size, tokens };
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

/** Counts several texts as one bot. */
function countAll(texts) {
  const counts = texts.map(count);
  const sum = (key) => counts.reduce((total, figures) => total + figures[key], 0);
  return { lines: sum('lines'), tokens: sum('tokens'), sha256: sha256(texts.join('')) };
}

function main(given) {
  const value = (name) => given.findLast((flag) => flag.startsWith(`--${name}=`))?.slice(name.length + 3);
  const fences = value('fences')?.split(',').map(Number);
  const texts = given
    .filter((name) => !name.startsWith('--'))
    .flatMap((name) => {
      const text = readFileSync(name, 'utf8');
      if (!/\.mdx?$/.test(name)) return [text];
      return fencesOf(text)
        .filter((_, index) => !fences || fences.includes(index + 1))
        .map(({ code }) => code);
    });
  console.log(JSON.stringify(countAll(texts)));
}

if (require.main === module) main(process.argv.slice(2));

module.exports = { count, countAll, fencesOf, sha256 };
