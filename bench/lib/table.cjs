/** A table in Markdown, its columns aligned. */
'use strict';

/** @param rows `string[][]`; the first row is the head. All columns but the first are set to the right. */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length), 3));
  const line = (row) => `| ${widths.map((width, column) => pad(row[column] ?? '', width, column)).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`;
  return [line(rows[0]), rule, ...rows.slice(1).map(line)].join('\n');
}

function pad(text, width, column) {
  return column === 0 ? text.padEnd(width) : text.padStart(width);
}

/** What went wrong, beneath a table; empty when nothing did. */
function notes(...results) {
  const lines = new Set();
  for (const result of results) {
    for (const [name, { problem }] of result) if (problem) lines.add(`- ${name}: ${problem}`);
  }
  return lines.size > 0 ? `\n\n${[...lines].join('\n')}` : '';
}

module.exports = { notes, table };
