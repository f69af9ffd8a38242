/**
 * The limits on the size of a document, checked before it is validated. They are derived from what must pass (the
 * standard introspection, 13 levels, 100 aliased lists) and from what validating and planning cost.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  Lexer,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  Source,
  TokenKind,
} from 'graphql';

export const limits = {
  tokens: 8_000,
  /** Nesting of braces, brackets and parentheses. */
  depth: 60,
  /** Characters of a name. */
  name: 256,
  /** graphql-js counts all lines to find the location of an error. */
  lines: 5_000,
  /** Operations and fragments. */
  definitions: 500,
  rootFields: 250,
  /** Fields of one operation, with its fragments expanded. */
  fields: 5_000,
  /** The same for all operations and fragments of a document together. */
  allFields: 10_000,
  /**
   * Pairs of fields with the same response name, weighted by their arguments and selections, and pairs of fragments:
   * validation compares them all.
   */
  comparisons: 30_000,
};

/** The cost so far of the documents in a request that share one budget. */
export interface Tally {
  tokens: number;
  comparisons: number;
}

export const newTally = (): Tally => ({ tokens: 0, comparisons: 0 });

/** All documents with one tally may together reach the limits of one document this many times. */
const together = 2;

/** Adds a cost to that of one document and to that of its tally. */
function spend(own: Tally, tally: Tally, kind: keyof Tally, cost: number, what: string): void {
  own[kind] += cost;
  tally[kind] += cost;
  if (own[kind] > limits[kind]) throw tooLarge(what, limits[kind]);
  if (tally[kind] <= limits[kind] * together) return;
  throw limited(
    `The documents in the arguments of this request have more than ${limits[kind] * together} ${what} in total.`,
  );
}

const limited = (message: string) => new GraphQLError(message, { extensions: { code: 'LIMITED' } });

const tooLarge = (what: string, most: number) => limited(`The document has more than ${most} ${what}.`);

/** Parses a document that is within the limits. */
export function parseWithin(text: string | Source, tally: Tally = newTally()): DocumentNode {
  const source = typeof text === 'string' ? new Source(text) : text;
  const own = newTally();
  measureTokens(source, (cost) => spend(own, tally, 'tokens', cost, 'tokens'));
  const document = parse(source);
  if (document.definitions.length > limits.definitions) throw tooLarge('definitions', limits.definitions);
  const count = counter(document);
  let all = 0;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION && definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    const { fields, roots } = count(definition.selectionSet);
    all += fields;
    if (definition.kind === Kind.OPERATION_DEFINITION && roots > limits.rootFields)
      throw tooLarge('root fields', limits.rootFields);
    if (fields > limits.fields) throw tooLarge('fields', limits.fields);
    if (all > limits.allFields) throw tooLarge('fields', limits.allFields);
  }
  compare(document, (cost) => spend(own, tally, 'comparisons', cost, 'comparisons of fields with the same name'));
  return document;
}

/** The cost of checking a document, in values written. */
export const checkingCost = (text: string | null | undefined): number => (text?.length ?? 0) / 10;

/** The number of fields of each operation of a document, with fragments expanded. */
export function fieldsOf(document: DocumentNode): Map<OperationDefinitionNode, number> {
  const count = counter(document);
  return new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.OPERATION_DEFINITION ? [[one, count(one.selectionSet).fields]] : [],
    ),
  );
}

/** Counts tokens and depth before parsing, because the parser is recursive and would exceed the stack. */
function measureTokens(source: Source, spend: (cost: number) => void): void {
  const lexer = new Lexer(source);
  let depth = 0;
  while (lexer.advance().kind !== TokenKind.EOF) {
    spend(1);
    const { kind, line, value } = lexer.token;
    if (line > limits.lines) throw tooLarge('lines', limits.lines);
    if (kind === TokenKind.BRACE_L || kind === TokenKind.BRACKET_L || kind === TokenKind.PAREN_L) depth++;
    if (kind === TokenKind.BRACE_R || kind === TokenKind.BRACKET_R || kind === TokenKind.PAREN_R) depth--;
    if (depth > limits.depth) throw tooLarge('levels', limits.depth);
    if (kind === TokenKind.NAME && value.length > limits.name) throw tooLarge('characters in a name', limits.name);
  }
}

interface Count {
  fields: number;
  roots: number;
}

/** Counts each fragment once and caches the result. A spread costs one, like a field. */
function counter(document: DocumentNode): (selection: SelectionSetNode) => Count {
  const fragments = fragmentsOf(document);
  const counted = new Map<string, Count | 'counting'>();
  const ofFragment = (name: string): Count => {
    const known = counted.get(name);
    if (known === 'counting')
      throw new GraphQLError(`Cannot spread fragment "${name}" within itself.`, {
        extensions: { code: 'INVALID_INPUT' },
      });
    if (known) return known;
    counted.set(name, 'counting');
    const found = fragments.get(name);
    const count = found ? ofSelection(found.selectionSet) : { fields: 0, roots: 0 };
    counted.set(name, count);
    return count;
  };
  const ofSelection = (set: SelectionSetNode): Count => {
    const sum = { fields: 0, roots: 0 };
    for (const node of set.selections) {
      sum.fields++;
      if (node.kind === Kind.FIELD) {
        sum.roots++;
        if (node.selectionSet) sum.fields += ofSelection(node.selectionSet).fields;
        continue;
      }
      const inside = node.kind === Kind.FRAGMENT_SPREAD ? ofFragment(node.name.value) : ofSelection(node.selectionSet);
      sum.fields += inside.fields;
      sum.roots += inside.roots;
    }
    return sum;
  };
  return ofSelection;
}

/**
 * Adds up the cost of comparing the fields with the same response name, in each selection and in the merged selections
 * below.
 */
function compare(document: DocumentNode, spend: (cost: number) => void): void {
  const fragments = fragmentsOf(document);
  const merged = (sets: readonly SelectionSetNode[]): void => {
    const byName = new Map<string, FieldNode[]>();
    const seen = new Set<string>();
    const collect = (set: SelectionSetNode): void => {
      for (const node of set.selections) {
        if (node.kind === Kind.FIELD) {
          const name = (node.alias ?? node.name).value;
          const known = byName.get(name);
          if (known) known.push(node);
          else byName.set(name, [node]);
        } else if (node.kind === Kind.INLINE_FRAGMENT) collect(node.selectionSet);
        else if (!seen.has(node.name.value)) {
          seen.add(node.name.value);
          const fragment = fragments.get(node.name.value);
          if (fragment) collect(fragment.selectionSet);
        }
      }
    };
    for (const set of sets) collect(set);
    spend(seen.size ** 2);
    for (const nodes of byName.values()) {
      const weight = nodes.reduce((sum, node) => sum + weightOf(node), 0);
      spend(((nodes.length - 1) * weight) / 2);
      const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
      if (below.length > 0) merged(below);
    }
  };
  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION || definition.kind === Kind.FRAGMENT_DEFINITION)
      merged([definition.selectionSet]);
}

const weightOf = ({ arguments: given, selectionSet }: FieldNode): number =>
  1 + (given?.length ?? 0) + (selectionSet?.selections.length ?? 0);

const fragmentsOf = (document: DocumentNode): Map<string, FragmentDefinitionNode> =>
  new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );
