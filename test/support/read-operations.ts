/** Reads Discord's operations out of the types of the package discord-api-spec: what each takes and answers. */
import ts from 'typescript';

/**
 * A type of the specification, as data: the name of a schema or of a primitive, an object by its keys (`?` after the
 * ones that may be left out), a list `['[]', item]`, a choice `['|', …]`, a dictionary `['{}', value]`, a literal
 * `['=', value]`.
 */
export type SpecType = string | SpecList | { readonly [key: string]: SpecType };
type SpecList = readonly [kind: '[]' | '|' | '{}' | '=', ...rest: SpecType[]];

export interface SpecOperation {
  readonly query?: Readonly<Record<string, SpecType>>;
  readonly body?: SpecType;
  /** What succeeds, by status. A type that says nothing is `unknown`. */
  readonly replies: Readonly<Record<number, SpecType>>;
}

/** Operations by `METHOD /template`, from the text of `discord-api-spec.ts`. */
export function readOperations(source: string): Record<string, SpecOperation> {
  const file = ts.createSourceFile('spec.ts', source, ts.ScriptTarget.ES2022, true);
  const paths = file.statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === 'Paths',
  );
  if (!paths) throw new Error('the specification has no interface "Paths" any more');
  const operations: Record<string, SpecOperation> = {};
  for (const [template, methods] of members(paths.members)) {
    for (const [method, operation] of members(literal(methods).members)) {
      operations[`${method.toUpperCase()} ${template}`] = readOperation(operation);
    }
  }
  return operations;
}

function readOperation(node: ts.TypeNode): SpecOperation {
  const parts = new Map(members(literal(node).members));
  const query = new Map(members(literal(parts.get('parameters')).members)).get('query');
  const body = parts.get('requestBody');
  const replies: Record<string, SpecType> = {};
  for (const [status, reply] of members(literal(parts.get('responses')).members)) {
    if (status.startsWith('2')) replies[status] = readType(reply);
  }
  return {
    ...(query && ts.isTypeLiteralNode(query) ? { query: readType(query) as Record<string, SpecType> } : {}),
    ...(body && body.kind !== ts.SyntaxKind.UndefinedKeyword ? { body: readType(body) } : {}),
    replies,
  };
}

function readType(node: ts.TypeNode): SpecType {
  if (ts.isParenthesizedTypeNode(node)) return readType(node.type);
  if (ts.isTypeReferenceNode(node)) return node.typeName.getText();
  if (ts.isArrayTypeNode(node)) return ['[]', readType(node.elementType)];
  if (ts.isUnionTypeNode(node)) return ['|', ...node.types.map(readType)];
  if (ts.isLiteralTypeNode(node)) {
    const text = node.literal.getText();
    return text === 'null' ? text : ['=', JSON.parse(text) as string];
  }
  if (ts.isTypeLiteralNode(node)) {
    const index = node.members.find(ts.isIndexSignatureDeclaration);
    if (index) return ['{}', readType(index.type)];
    return Object.fromEntries(
      node.members.filter(ts.isPropertySignature).map((member) => {
        if (!member.type) throw new Error(`a key without a type: ${member.getText()}`);
        return [`${nameOf(member)}${member.questionToken ? '?' : ''}`, readType(member.type)];
      }),
    );
  }
  const text = node.getText();
  if (['string', 'number', 'boolean', 'unknown'].includes(text)) return text;
  throw new Error(`a type that nobody reads yet: ${text}`);
}

function members(nodes: ts.NodeArray<ts.TypeElement>): [string, ts.TypeNode][] {
  return nodes
    .filter(ts.isPropertySignature)
    .flatMap((member): [string, ts.TypeNode][] => (member.type ? [[nameOf(member), member.type]] : []));
}

function literal(node: ts.TypeNode | undefined): ts.TypeLiteralNode {
  if (node && ts.isTypeLiteralNode(node)) return node;
  throw new Error(`not an object type: ${node?.getText() ?? 'nothing'}`);
}

function nameOf(member: ts.PropertySignature): string {
  return ts.isIdentifier(member.name) || ts.isStringLiteral(member.name) ? member.name.text : member.name.getText();
}
