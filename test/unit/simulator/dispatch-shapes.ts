/** Holds payloads of dispatches against the types that discord-api-types gives them: every key, and what it holds. */
import ts from 'typescript';

export class DispatchShapes {
  private readonly checker: ts.TypeChecker;
  private readonly types = new Map<string, ts.Type>();

  constructor() {
    const file = require.resolve('discord-api-types/v10').replace(/\.js$/, '.d.ts');
    const program = ts.createProgram([file], {
      strict: true,
      skipLibCheck: true,
      types: [],
      lib: ['lib.es2023.d.ts'],
      noEmit: true,
    });
    this.checker = program.getTypeChecker();
    const source = program.getSourceFile(file);
    const module = source && this.checker.getSymbolAtLocation(source);
    const exported = module && this.checker.getExportsOfModule(module);
    const payloads = exported?.find(({ name }) => name === 'GatewayDispatchPayload');
    if (!payloads) throw new Error('discord-api-types has no GatewayDispatchPayload any more');
    const union = this.checker.getDeclaredTypeOfSymbol(payloads);
    for (const member of union.isUnion() ? union.types : [union]) this.learn(member);
  }

  get names(): string[] {
    return [...this.types.keys()];
  }

  /** What is wrong with a payload, each with the path to it. */
  problems(name: string, payload: unknown): string[] {
    const type = this.types.get(name);
    return type ? this.check(payload, type, name) : [`${name}: there is no such dispatch`];
  }

  private learn(member: ts.Type): void {
    const [names, data] = ['t', 'd'].map((key) => this.typeOf(member, key));
    if (!names || !data) return;
    for (const each of names.isUnion() ? names.types : [names]) {
      if (each.isStringLiteral()) this.types.set(each.value, data);
    }
  }

  private typeOf(type: ts.Type, key: string): ts.Type | undefined {
    const property = this.checker.getPropertyOfType(type, key);
    return property && this.checker.getTypeOfSymbol(property);
  }

  private check(value: unknown, type: ts.Type, path: string): string[] {
    const { flags } = type;
    if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return [];
    // Bits can be combined to values that no member of the enum has.
    if (typeof value === 'number' && /Flags(\.|$)/.test(this.checker.typeToString(type))) return [];
    if (type.isUnion()) {
      // What fits best says best what is wrong.
      let best: string[] | undefined;
      const members = type.types.filter((each) => value === undefined || !(each.flags & ts.TypeFlags.Undefined));
      for (const member of members) {
        const found = this.check(value, member, path);
        if (found.length === 0) return [];
        if (!best || found.length < best.length) best = found;
      }
      return best ?? [];
    }
    const shown = JSON.stringify(value) as string | undefined;
    const wrong = [`${path}: ${shown?.slice(0, 60) ?? 'undefined'} is not ${this.checker.typeToString(type)}`];
    if (type.isStringLiteral() || type.isNumberLiteral()) return value === type.value ? [] : wrong;
    if (flags & ts.TypeFlags.BooleanLiteral) {
      return String(value) === this.checker.typeToString(type) && typeof value === 'boolean' ? [] : wrong;
    }
    if (flags & (ts.TypeFlags.StringLike | ts.TypeFlags.TemplateLiteral)) return typeof value === 'string' ? [] : wrong;
    if (flags & ts.TypeFlags.NumberLike) return typeof value === 'number' ? [] : wrong;
    if (flags & ts.TypeFlags.BooleanLike) return typeof value === 'boolean' ? [] : wrong;
    if (flags & ts.TypeFlags.Null) return value === null ? [] : wrong;
    if (flags & ts.TypeFlags.Undefined) return value === undefined ? [] : wrong;
    if (type.isIntersection()) {
      const primitive = type.types.find((each) => each.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike));
      if (primitive) return this.check(value, primitive, path);
    }
    if (this.checker.isArrayType(type) || this.checker.isTupleType(type))
      return this.checkList(value, type, path, wrong);
    return this.checkObject(value, type, path, wrong);
  }

  private checkList(value: unknown, type: ts.Type, path: string, wrong: string[]): string[] {
    if (!Array.isArray(value)) return wrong;
    const items = this.checker.getTypeArguments(type as ts.TypeReference);
    return value.flatMap((each, index) => {
      const item = items[index] ?? items[0];
      return item ? this.check(each, item, `${path}[]`) : [];
    });
  }

  private checkObject(value: unknown, type: ts.Type, path: string, wrong: string[]): string[] {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong;
    const held = value as Readonly<Record<string, unknown>>;
    const problems: string[] = [];
    const index = this.checker.getIndexInfosOfType(type)[0];
    for (const key of Object.keys(held)) {
      const property = this.typeOf(type, key) ?? index?.type;
      if (property) problems.push(...this.check(held[key], property, `${path}.${key}`));
      else problems.push(`${path}.${key}: nobody knows this key`);
    }
    for (const property of this.checker.getPropertiesOfType(type)) {
      const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
      if (!isOptional && !(property.name in held)) problems.push(`${path}.${property.name}: is missing`);
    }
    return problems;
  }
}
