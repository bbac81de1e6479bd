/** The ports that views act through have what views call, and nothing that none of them does. */
import ts from 'typescript';
import { readSources } from './sources';

const sources = readSources().filter(({ path }) => path.startsWith('models/'));

/** `messages.create`: every method of every port. */
function declared(): string[] {
  const ports = new Map(
    sources
      .filter(({ path }) => path.startsWith('models/actions/'))
      .flatMap(({ ast }) => ast.statements.filter(ts.isInterfaceDeclaration))
      .map((port): [string, ts.InterfaceDeclaration] => [port.name.text, port]),
  );
  const fields = ports.get('ViewActions')?.members.filter(ts.isPropertySignature) ?? [];
  return fields.flatMap((field) => {
    const methods = ports.get(field.type?.getText() ?? '')?.members.filter(ts.isMethodSignature) ?? [];
    return methods.map((method) => `${field.name.getText()}.${method.name.getText()}`);
  });
}

function called(): Set<string> {
  const found = new Set<string>();
  for (const { path, text } of sources) {
    if (path.startsWith('models/actions/')) continue;
    for (const [, resource, method] of text.matchAll(/\b(\w+)\.(\w+)\(/g)) found.add(`${resource}.${method}`);
  }
  return found;
}

describe('the ports of actions', () => {
  it('have methods', () => {
    expect(declared().length).toBeGreaterThan(80);
  });

  it('have no method that no view calls', () => {
    const used = called();
    expect(declared().filter((method) => !used.has(method))).toEqual([]);
  });
});
