/** Reads the project's own source files: what each imports, and what it declares. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import ts from 'typescript';

export const root = join(__dirname, '..', '..');

export interface Import {
  /** As written: `../util`, `ws`. */
  readonly specifier: string;
  /** Path below `src/` without its extension for own files; `undefined` for packages. */
  readonly target: string | undefined;
  /** Nothing of it is left at run time. */
  readonly typeOnly: boolean;
}

export interface Source {
  /** Path below `src/`, with slashes and extension: `rest/rest-client.ts`. */
  readonly path: string;
  /** First folder, or `index` for the public face. */
  readonly room: string;
  readonly text: string;
  readonly ast: ts.SourceFile;
  readonly imports: readonly Import[];
}

export function readSources(folder = 'src'): Source[] {
  const base = join(root, folder);
  return files(base).map((file) => {
    const path = relative(base, file).split(sep).join('/');
    const text = readFileSync(file, 'utf8');
    let ast: ts.SourceFile | undefined;
    let imports: Import[] | undefined;
    return {
      path,
      room: path.includes('/') ? (path.split('/')[0] as string) : 'index',
      text,
      // Parsed for those who ask: most ask about some of the files, and some only for the text.
      get ast() {
        return (ast ??= ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true));
      },
      get imports() {
        return (imports ??= importsOf(this.ast, path));
      },
    };
  });
}

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return files(path);
    return name.endsWith('.ts') ? [path] : [];
  });
}

function importsOf(ast: ts.SourceFile, path: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean): void => {
    const target = specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(path), specifier)) : undefined;
    found.push({ specifier, target, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, isTypeOnly(node));
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, node.isTypeOnly);
    } else if (
      ts.isImportTypeNode(node) &&
      ts.isLiteralTypeNode(node.argument) &&
      ts.isStringLiteral(node.argument.literal)
    ) {
      add(node.argument.literal.text, true);
    } else if (
      ts.isCallExpression(node) &&
      node.arguments.length > 0 &&
      (node.expression.kind === ts.SyntaxKind.ImportKeyword ||
        (ts.isIdentifier(node.expression) && node.expression.text === 'require'))
    ) {
      const [first] = node.arguments;
      if (first && ts.isStringLiteral(first)) add(first.text, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(ast);
  return found;
}

function isTypeOnly(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  if (clause.name || !clause.namedBindings || !ts.isNamedImports(clause.namedBindings)) return false;
  return clause.namedBindings.elements.every((element) => element.isTypeOnly);
}
