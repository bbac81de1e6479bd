/** Reads the REST client's resources: which methods each has, what they send, and what they answer. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { recordMethods } from '../../scripts/routes/record-methods';
import { type Route } from '../../src/rest';
import { readSources, root, type Source } from './sources';

/** The cells of a method's row in the reference. */
export type Row = readonly [call: string, sends: string, answers: string, notes: string];

interface Declared {
  readonly name: string;
  readonly call: string;
  readonly answers: string;
}

/** Rows by resource: `messages`, `undocumented.threads`. */
export async function readResources(): Promise<Map<string, Row[]>> {
  const sources = readSources().filter(({ path }) => path.startsWith('rest/'));
  const classes = new Map(sources.flatMap((source) => classesOf(source)));
  const resources = fieldsOf(classes, 'ClientResources').flatMap(([name, type]) =>
    type === 'UndocumentedResources'
      ? fieldsOf(classes, type).map(([inner, innerType]): [string, string] => [`${name}.${inner}`, innerType])
      : [[name, type] as [string, string]],
  );
  const declared = resources.map(([name, type]): [string, Declared[]] => [name, methodsOf(classes.get(type))]);
  const names = declared.flatMap(([resource, methods]) => methods.map(({ name }) => `${resource}.${name}`));
  const { methods: recorded, silent } = await recordMethods(names);
  if (silent.length > 0) throw new Error(`nothing recorded for ${silent.join('; ')}`);
  const routes = await readRoutes();
  const sent = new Map(recorded.map((method) => [method.name, method]));
  return new Map(
    declared.map(([resource, methods]) => [
      resource,
      methods.map(({ name, call, answers }): Row => {
        const method = sent.get(`${resource}.${name}`);
        if (!method) return [call, `pages of \`${readsPagesOf(name, methods)}\``, answers, ''];
        const notes = [...(method.takesFiles ? ['files'] : []), ...notesOf(routes.get(method.operation))];
        return [call, `\`${method.operation}\``, answers, notes.join(', ')];
      }),
    ]),
  );
}

function classesOf({ ast }: Source): [string, ts.ClassDeclaration][] {
  return ast.statements
    .filter(ts.isClassDeclaration)
    .map((one): [string, ts.ClassDeclaration] => [one.name?.text ?? '', one]);
}

/** Public fields and getters that are resources. The second name of one is left out. */
function fieldsOf(classes: ReadonlyMap<string, ts.ClassDeclaration>, name: string): [string, string][] {
  const members: readonly ts.ClassElement[] = classes.get(name)?.members ?? [];
  const fields = members
    .filter((member) => ts.isPropertyDeclaration(member) || ts.isGetAccessorDeclaration(member))
    .map((member): [string, string] => [member.name.getText(), member.type?.getText() ?? ''])
    .filter(([, type]) => /Resources?$/.test(type));
  return fields.filter(([, type], at) => fields.findIndex(([, other]) => other === type) === at);
}

function methodsOf(declaration: ts.ClassDeclaration | undefined): Declared[] {
  const found = new Map<string, Declared>();
  for (const member of declaration?.members ?? []) {
    if (!ts.isMethodDeclaration(member) || isHidden(member)) continue;
    const name = member.name.getText();
    // Of overloads, the last one before the implementation takes every form.
    if (found.has(name) && member.body) continue;
    const parameters = member.parameters
      .filter((parameter) => parameter.name.getText() !== 'options')
      .map((each) => `${each.name.getText()}${each.questionToken || each.initializer ? '?' : ''}`);
    const [, answers = ''] = /^(?:Promise<(.*)>|.*)$/s.exec(member.type?.getText() ?? '') ?? [];
    const answer = answers === 'void' ? '' : answers || (member.type?.getText() ?? '');
    found.set(name, {
      name,
      call: `\`${name}(${parameters.join(', ')})\``,
      answers: answer && `\`${answer.replace(/\s+/g, ' ').replace(/readonly /g, '')}\``,
    });
  }
  return [...found.values()];
}

/** Private ones, and those that only rooms above call. */
function isHidden(member: ts.MethodDeclaration): boolean {
  if (ts.getJSDocTags(member).some(({ tagName }) => tagName.text === 'internal')) return true;
  return (ts.getCombinedModifierFlags(member) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0;
}

/** `iterateVoters` reads what `listVoters` gives. */
function readsPagesOf(name: string, methods: readonly Declared[]): string {
  const rest = name.replace(/^iterate/, '');
  const read = [`list${rest}`, `get${rest}`].flatMap((each) => methods.find((method) => method.name === each) ?? [])[0];
  if (!name.startsWith('iterate') || !read) throw new Error(`${name} sends nothing and reads no list`);
  return read.name;
}

function notesOf(route: Route | undefined): string[] {
  if (!route) return [];
  return [
    ...(route.reason ? ['reason'] : []),
    ...(route.order === undefined ? [] : ['in order']),
    ...(route.auth ? [] : ['no token']),
    ...(route.scope === undefined ? [] : [`scope \`${route.scope}\``]),
  ];
}

/** Every row of the wire tables by its name, those of undocumented operations among them. */
async function readRoutes(): Promise<Map<string, Route>> {
  const found = new Map<string, Route>();
  for (const folder of ['', 'undocumented']) {
    const path = join(root, 'src', 'rest', 'routes', folder);
    for (const file of readdirSync(path).filter((name) => name.endsWith('.ts') && name !== 'table.ts')) {
      const tables = Object.values((await import(join(path, file))) as Record<string, Record<string, Route>>);
      for (const route of tables.flatMap((table) => Object.values(table))) {
        const known = found.get(route.name);
        found.set(route.name, known ? { ...route, auth: route.auth && known.auth } : route);
      }
    }
  }
  return found;
}
