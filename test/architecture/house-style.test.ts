/** The rules of the house that a linter does not know: names of files, opening sentences, front doors that only re-export. */
import ts from 'typescript';
import { readSources } from './sources';

const sources = readSources();
const paths = (list: readonly { path: string }[]): string[] => list.map((source) => source.path);

describe('the house style', () => {
  it('names files in kebab case, without role suffixes', () => {
    const odd = sources.filter(({ path }) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(path));
    expect(paths(odd)).toEqual([]);
  });

  it('opens every file with a sentence that says what it is for', () => {
    const silent = sources.filter(({ path, text }) => !path.endsWith('index.ts') && !text.startsWith('/**'));
    expect(paths(silent)).toEqual([]);
  });

  it('lets an index only re-export', () => {
    const busy = sources
      .filter(({ path }) => path.endsWith('index.ts'))
      .filter(({ ast }) => !ast.statements.every((one) => ts.isExportDeclaration(one) || isBareImport(one)));
    expect(paths(busy)).toEqual([]);
  });

  it('names every export', () => {
    const unnamed = sources.filter(({ ast }) => ast.statements.some((one) => ts.isExportAssignment(one)));
    expect(paths(unnamed)).toEqual([]);
  });

  it('writes interfaces without an I in front', () => {
    const prefixed = sources.flatMap(({ ast, path }) =>
      ast.statements
        .filter(ts.isInterfaceDeclaration)
        .filter((one) => /^I[A-Z][a-z]/.test(one.name.text))
        .map((one) => `${path}: ${one.name.text}`),
    );
    expect(prefixed).toEqual([]);
  });
});

/** `import './register'`: loaded for what it does, as an index may have to. */
function isBareImport(node: ts.Statement): boolean {
  return ts.isImportDeclaration(node) && node.importClause === undefined;
}
