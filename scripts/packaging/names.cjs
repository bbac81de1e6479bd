/**
 * Takes out what keeps names that nobody has lost. esbuild renames what would meet in one scope (`Connection2`), and with `keepNames`
 * gives every function its name back, also those that were not renamed: at the start for all that are declared, and for a function
 * within another each time it is made. Classes, which errors and logs tell the names of, and functions of modules keep theirs.
 *
 * Of a class with a base it is more than that: Node 20 never optimises what makes a class whose name was redefined, nor what that is
 * inlined into, and each `new` costs fifty times as much. So these are called what they are called by the code itself.
 */
'use strict';
const ts = require('typescript');

const KEEPER = '__name';

/** A class that speaks of itself: `var Message = class _Message`, `var Cooldown = class Cooldown2`. */
const OTHER_WITHIN = /^(?:var|let|const) (\w+) = class (_\1|\1\d+)\b/gm;
const RENAMED =
  /^( *(?:var|let|const) \w+ = class)((?: extends [\s\S]{1,400}?) \{\n *static \{\n *__name\(this, "(\w+)"\);\n)/gm;

/** The code with classes that are called what they were written as, where their bodies mean nothing else by it. */
function callByName(code) {
  // As long as what it takes the place of, so that columns stay.
  const names = new Map(Array.from(code.matchAll(OTHER_WITHIN), ([, name, own]) => [own, name.padEnd(own.length)]));
  const within = code.replace(/(?<![.\w$])\w+\b/g, (word) => names.get(word) ?? word);
  return within.replace(RENAMED, (found, head, rest, name, at) => {
    const body = within.slice(at + found.length, within.indexOf('\n};', at));
    return head.includes(` ${name} =`) || new RegExp(`\\b${name}\\b`).test(body) ? found : `${head} ${name}${rest}`;
  });
}

/** @returns the code, in which everything else stands where it stood, so that source maps hold. */
function dropNames(bundled) {
  const code = callByName(bundled);
  const file = ts.createSourceFile('part.js', code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const gaps = [];
  const visit = (node) => {
    if (isCall(node)) {
      const [subject, name] = node.arguments;
      if (subject.kind === ts.SyntaxKind.ThisKeyword) {
        if (classNameOf(node) === name.text)
          gaps.push([staticBlockOf(node).getStart(file), staticBlockOf(node).getEnd()]);
      } else if (ts.isIdentifier(subject) && ts.isExpressionStatement(node.parent)) {
        const isOfModule = ts.isSourceFile(node.parent.parent);
        if (!isOfModule || subject.text === name.text) gaps.push([node.parent.getStart(file), node.parent.getEnd()]);
      } else if (ts.isArrowFunction(subject) || ts.isFunctionExpression(subject)) {
        // Without parentheses where it can do without: they are taken for a sign that the function is about to be called.
        const bare = standsAlone(node) ? 1 : 0;
        gaps.push([node.getStart(file), subject.getFullStart() - 1 + bare]);
        gaps.push([subject.getEnd(), node.getEnd() - 1 + bare]);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return blank(code, gaps);
}

function isCall(node) {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === KEEPER;
}

function staticBlockOf(node) {
  for (let each = node; ; each = each.parent) if (ts.isClassStaticBlockDeclaration(each)) return each;
}

/** What a class is called that is given no name. */
function classNameOf(node) {
  const type = staticBlockOf(node).parent;
  return (type.name ?? (ts.isVariableDeclaration(type.parent) ? type.parent.name : undefined))?.text;
}

/** Whether the call is the whole of a value, so that nothing around it binds tighter than a function. */
function standsAlone(node) {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) return true;
  if (ts.isReturnStatement(parent) || ts.isParenthesizedExpression(parent)) return true;
  return ts.isCallExpression(parent) && parent.expression !== node;
}

/** Spaces in place of pieces of the code; lines and columns stay. */
function blank(code, gaps) {
  const pieces = [];
  let at = 0;
  for (const [start, end] of gaps.sort(([a], [b]) => a - b)) {
    pieces.push(code.slice(at, start), code.slice(start, end).replace(/[^\n]/g, ' '));
    at = end;
  }
  return pieces.join('') + code.slice(at);
}

module.exports = { dropNames };
