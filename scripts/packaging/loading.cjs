/** What loading a module uses of others: the bases of its classes, and what stands outside of functions. */
'use strict';
const ts = require('typescript');

/** @returns the paths of the modules that something of is used while `text` is loaded. */
function usedByLoading(text) {
  const file = ts.createSourceFile('module.js', text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const pathsByName = new Map();
  const used = new Set();
  for (const statement of file.statements.filter(ts.isImportDeclaration)) {
    const path = statement.moduleSpecifier.text;
    const bindings = statement.importClause?.namedBindings;
    if (!path.startsWith('.')) continue;
    if (bindings && ts.isNamedImports(bindings)) {
      for (const { name } of bindings.elements) pathsByName.set(name.text, path);
    } else {
      // For what it does, or as a whole, which cannot wait.
      used.add(path);
    }
  }
  const visit = (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isIdentifier(node) && pathsByName.has(node.text)) used.add(pathsByName.get(node.text));
    if (!isLater(node)) ts.forEachChild(node, visit);
    else if (node.name && ts.isComputedPropertyName(node.name)) visit(node.name);
  };
  visit(file);
  return used;
}

/** Whether what is in it is not run before something is called or made. */
function isLater(node) {
  if (ts.isPropertyDeclaration(node)) return !node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
  return ts.isFunctionLike(node);
}

module.exports = { usedByLoading };
