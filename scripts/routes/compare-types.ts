/** Holds the types of bodies and queries against Discord's: which fields ours lack, and which Discord does not know. */
import { join } from 'node:path';
import ts from 'typescript';
import { snakeName } from '../../src/models/bodies/key-names';

const ROOT = join(__dirname, '../..');
const ENTRY = join(__dirname, 'compared.ts');
const DEEPEST = 6;

export interface TypeDifference {
  readonly method: string;
  /** `body.embeds[].title`, with Discord's names. */
  readonly path: string;
  readonly kind: 'missing' | 'unknown';
}

/** What the compiler knows of the client and of the specification. */
export function readTypes(): TypeComparison {
  const configFile = ts.readConfigFile(join(ROOT, 'tsconfig.scripts.json'), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(configFile.config, ts.sys, ROOT);
  const program = ts.createProgram([ENTRY], { ...options, noEmit: true, types: ['node'] });
  const checker = program.getTypeChecker();
  const entry = program.getSourceFile(ENTRY);
  const aliases = new Map<string, ts.Type>();
  for (const statement of entry?.statements ?? []) {
    if (ts.isTypeAliasDeclaration(statement)) {
      aliases.set(statement.name.text, checker.getTypeAtLocation(statement.name));
    }
  }
  const client = aliases.get('Client');
  const spec = aliases.get('Spec');
  if (!entry || !client || !spec) throw new Error(`${ENTRY} does not name the types to compare`);
  return new TypeComparison(checker, entry, client, spec);
}

export class TypeComparison {
  private readonly differences = new Map<string, TypeDifference>();

  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly at: ts.Node,
    private readonly client: ts.Type,
    private readonly spec: ts.Type,
  ) {}

  /** The public methods of all resources: `guilds.get`, `undocumented.threads.search`. */
  publicMethods(): string[] {
    const found: string[] = [];
    const visit = (type: ts.Type, path: string): void => {
      for (const property of this.checker.getPropertiesOfType(type)) {
        if (isHidden(property)) continue;
        const own = this.checker.getTypeOfSymbolAtLocation(property, this.at);
        if (property.flags & ts.SymbolFlags.Method) {
          if (path !== '') found.push(path + property.name);
        } else if (/Resources?$/.test(nameOf(own))) {
          visit(own, `${path}${property.name}.`);
        }
      }
    };
    visit(this.client, '');
    return found;
  }

  /** @param methods name and operation of each. */
  compareAll(methods: readonly { name: string; operation: string }[]): TypeDifference[] {
    for (const { name, operation } of methods) {
      const [verb = '', template = ''] = operation.split(' ');
      const theirs = this.walk(this.spec, [template, verb.toLowerCase()]);
      if (!theirs) continue;
      const parameters = this.parametersOf(name);
      const body = this.walk(theirs, ['requestBody']);
      const query = this.walk(theirs, ['parameters', 'query']);
      if (body)
        this.compare(
          name,
          'body',
          parameters.filter(([key]) => /body|file|userIds/i.test(key)),
          body,
        );
      if (query)
        this.compare(
          name,
          'query',
          parameters.filter(([key]) => /query$/i.test(key)),
          query,
        );
    }
    return [...this.differences.values()];
  }

  private compare(method: string, path: string, ours: readonly [string, ts.Type][], theirs: ts.Type): void {
    this.compareShapes(
      method,
      path,
      ours.map(([, type]) => type),
      [theirs],
      0,
    );
  }

  private compareShapes(method: string, path: string, ours: ts.Type[], theirs: ts.Type[], depth: number): void {
    const expected = this.fieldsOf(theirs, (name) => name);
    const given = this.fieldsOf(ours, snakeName);
    // A dictionary takes any key; a text in the place of an object is a file or an image.
    if (expected.size === 0 || depth > DEEPEST) return;
    for (const [name, types] of expected) {
      const own = given.get(name);
      if (own) this.compareShapes(method, `${path}.${name}`, own, types, depth + 1);
      else if (given.size > 0 || depth === 0) this.tell({ method, path: `${path}.${name}`, kind: 'missing' });
    }
    for (const name of given.keys()) {
      if (!expected.has(name)) this.tell({ method, path: `${path}.${name}`, kind: 'unknown' });
    }
  }

  /** Components hold components: what differs at one depth differs at each. */
  private tell({ method, path, kind }: TypeDifference): void {
    const short = path.replace(/(?:\.(?:components|accessory|component))+(?=\.)/, '.components');
    this.differences.set(`${method} ${short}`, { method, path: short, kind });
  }

  /** Fields of types and of what they are lists or choices of. */
  private fieldsOf(types: readonly ts.Type[], nameOf: (name: string) => string): Map<string, ts.Type[]> {
    const fields = new Map<string, ts.Type[]>();
    const visit = (type: ts.Type): void => {
      if (type.isUnion()) {
        type.types.forEach(visit);
        return;
      }
      if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return;
      // A text with a flavour, as ids are.
      if (type.isIntersection() && type.types.some((part) => part.flags & ts.TypeFlags.StringLike)) return;
      if (this.checker.isArrayLikeType(type)) {
        this.checker.getTypeArguments(type as ts.TypeReference).forEach(visit);
        return;
      }
      const properties = this.checker.getPropertiesOfType(type);
      const names = new Set(properties.map((property) => property.name));
      // Views, sets of permissions, dates, files and bytes stand for what they turn into.
      if (['toRaw', 'bits', 'getTime', 'byteLength', 'source'].some((name) => names.has(name))) return;
      for (const property of properties) {
        if (property.name === 'files') continue;
        const name = nameOf(property.name);
        const list = fields.get(name) ?? [];
        list.push(this.checker.getTypeOfSymbolAtLocation(property, this.at));
        fields.set(name, list);
      }
    };
    types.forEach(visit);
    return fields;
  }

  private parametersOf(method: string): [string, ts.Type][] {
    const type = this.walk(this.client, method.split('.'));
    if (!type) throw new Error(`the client has no method ${method}`);
    return type
      .getCallSignatures()
      .flatMap((signature) =>
        signature.parameters.map((parameter): [string, ts.Type] => [
          parameter.name,
          this.checker.getTypeOfSymbolAtLocation(parameter, this.at),
        ]),
      );
  }

  private walk(from: ts.Type, path: readonly string[]): ts.Type | undefined {
    let type: ts.Type | undefined = from;
    for (const name of path) {
      const property: ts.Symbol | undefined = type && this.checker.getPropertyOfType(type, name);
      type = property && this.checker.getTypeOfSymbolAtLocation(property, this.at);
    }
    return type;
  }
}

/** Private ones, and those that only rooms above call: they send nothing themselves. */
function isHidden(property: ts.Symbol): boolean {
  if (property.getJsDocTags().some(({ name }) => name === 'internal')) return true;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return property.declarations?.some((declaration) => ts.getCombinedModifierFlags(declaration) & hidden) ?? false;
}

/** Types without a name have no symbol, whatever the compiler's own types say. */
function nameOf(type: ts.Type): string {
  const symbol: ts.Symbol | undefined = type.getSymbol();
  return symbol?.name ?? '';
}
