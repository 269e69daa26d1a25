import { dirname, join } from 'node:path/posix';
import { parseSync, Visitor, type VisitorObject } from 'oxc-parser';

export interface Import {
  /** A path from the repository's root (`action/log.ts`) for a relative import, else the specifier as written. */
  readonly target: string;
  readonly line: number;
  /** `import type` and `export type … from`: gone at run time. */
  readonly typeOnly: boolean;
}

export interface Use {
  /** What is touched: `process.env`, `Date.now`, `new Date()` (only without arguments), `fetch`. */
  readonly name: string;
  readonly line: number;
}

export interface SourceFile {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Globals, and members of globals, that the code touches. Local names that shadow a global count too: better one rename. */
  readonly uses: readonly Use[];
}

/** `path` is from the repository's root. Throws when the code does not parse, because a rule cannot hold in a file it cannot read. */
export function readSource(path: string, code: string): SourceFile {
  const { program, errors } = parseSync(path, code);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const lineAt = (offset: number): number => code.slice(0, offset).split('\n').length;
  const imports: Import[] = [];
  const uses: Use[] = [];

  const addImport = (source: Node | null | undefined, typeOnly: boolean): void => {
    const specifier = source?.type === 'Literal' ? source.value : undefined;
    if (!source || typeof specifier !== 'string') return;
    const target = specifier.startsWith('.') ? join(dirname(path), specifier) : specifier;
    imports.push({ target, line: lineAt(source.start), typeOnly });
  };
  const addUse = (name: string | undefined, node: Node): void => {
    if (name) uses.push({ name: name.replace(/^globalThis\./, ''), line: lineAt(node.start) });
  };

  const visitor: VisitorObject = {
    ImportDeclaration: (node) => {
      addImport(node.source, node.importKind === 'type');
      for (const name of namedGlobals(node)) addUse(name, node);
    },
    ExportNamedDeclaration: (node) => addImport(node.source, node.exportKind === 'type'),
    ExportAllDeclaration: (node) => addImport(node.source, node.exportKind === 'type'),
    ImportExpression: (node) => addImport(node.source, false),
    TSImportType: (node) => addImport(node.source, true),
    MemberExpression: (node) => addUse(chain(node), node),
    VariableDeclarator: (node) => {
      for (const name of destructured(node)) addUse(name, node);
    },
    CallExpression: (node) => addUse(chain(node.callee), node),
    NewExpression: (node) => {
      const name = chain(node.callee);
      if (name && node.arguments.length === 0) addUse(`new ${name.replace(/^globalThis\./, '')}()`, node);
    },
  };
  new Visitor(visitor).visit(program);
  return { path, lines: code.replace(/\n$/, '').split('\n').length, imports, uses };
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly value?: unknown;
}

type Of<Kind extends keyof VisitorObject> = Parameters<NonNullable<VisitorObject[Kind]>>[0];
type Expression = Of<'CallExpression'>['callee'];

/** `process.env` for `process.env`, `process['env']` and `process?.env`; undefined when it does not start with a plain name. */
function chain(node: Expression): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression') return undefined;
  const owner = node.object.type === 'Super' ? undefined : chain(node.object);
  const member = memberName(node);
  return owner && member && `${owner}.${member}`;
}

function memberName(node: Of<'MemberExpression'>): string | undefined {
  const { property } = node;
  if (!node.computed) return property.type === 'Identifier' ? property.name : undefined;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined;
}

/** `const { env } = process` touches `process.env`. */
function destructured({ id, init }: Of<'VariableDeclarator'>): string[] {
  const owner = init ? chain(init) : undefined;
  if (!owner || id.type !== 'ObjectPattern') return [];
  const keys = id.properties.map((property) =>
    property.type === 'Property' && property.key.type === 'Identifier' ? property.key.name : undefined,
  );
  return keys.filter((key) => key !== undefined).map((key) => `${owner}.${key}`);
}

/** `import { env } from 'node:process'` touches `process.env`, `randomUUID` from `node:crypto` touches `crypto.randomUUID`. */
function namedGlobals(node: Of<'ImportDeclaration'>): string[] {
  const module = /^(?:node:)?(process|crypto)$/.exec(node.source.value)?.[1];
  if (!module) return [];
  return node.specifiers
    .filter((specifier) => specifier.type === 'ImportSpecifier')
    .map(({ imported }) => `${module}.${imported.type === 'Identifier' ? imported.name : imported.value}`);
}
