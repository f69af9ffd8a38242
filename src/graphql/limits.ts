/** How large a document may be. The limits come from what must pass: the standard introspection, 13 levels, 100 aliased lists. */
import { type DocumentNode, GraphQLError, Lexer, parse, type SelectionSetNode, Source, TokenKind } from 'graphql';

export const limits = {
  /** Braces, brackets and parentheses within one another. */
  depth: 60,
  tokens: 20_000,
  /** Fields with every fragment written out. */
  fields: 5_000,
  rootFields: 250,
};

const tooLarge = (what: string, most: number) =>
  new GraphQLError(`The document has more than ${most} ${what}.`, { extensions: { code: 'LIMITED' } });

/** Parses a document that is within the limits. */
export function parseWithin(text: string | Source): DocumentNode {
  const source = typeof text === 'string' ? new Source(text) : text;
  measure(source);
  const document = parse(source);
  for (const definition of document.definitions) {
    if (definition.kind !== 'OperationDefinition') continue;
    const counts = fragmentCounter(document);
    if (counts(definition.selectionSet, false) > limits.rootFields) throw tooLarge('root fields', limits.rootFields);
    if (counts(definition.selectionSet, true) > limits.fields) throw tooLarge('fields', limits.fields);
  }
  return document;
}

/** Counts tokens and depth before parsing: the parser calls itself for every level and would run out of stack. */
function measure(source: Source): void {
  const lexer = new Lexer(source);
  let depth = 0;
  for (let tokens = 0; lexer.advance().kind !== TokenKind.EOF; tokens++) {
    if (tokens > limits.tokens) throw tooLarge('tokens', limits.tokens);
    const { kind } = lexer.token;
    if (kind === TokenKind.BRACE_L || kind === TokenKind.BRACKET_L || kind === TokenKind.PAREN_L) depth++;
    if (kind === TokenKind.BRACE_R || kind === TokenKind.BRACKET_R || kind === TokenKind.PAREN_R) depth--;
    if (depth > limits.depth) throw tooLarge('levels', limits.depth);
  }
}

/** Counts the fields of a selection, each fragment once and then from memory; one within itself counts nothing. */
function fragmentCounter(document: DocumentNode) {
  const counted = new Map<string, number>();
  const fragment = (name: string, deep: boolean): number => {
    const key = `${name} ${deep}`;
    const known = counted.get(key);
    if (known !== undefined) return known;
    counted.set(key, 0);
    const found = document.definitions.find((one) => one.kind === 'FragmentDefinition' && one.name.value === name);
    const count = found && 'selectionSet' in found ? selection(found.selectionSet as SelectionSetNode, deep) : 0;
    counted.set(key, count);
    return count;
  };
  const selection = (set: SelectionSetNode | undefined, deep: boolean): number =>
    (set?.selections ?? []).reduce((sum, node) => {
      if (node.kind === 'FragmentSpread') return sum + fragment(node.name.value, deep);
      if (node.kind === 'InlineFragment') return sum + selection(node.selectionSet, deep);
      return sum + 1 + (deep ? selection(node.selectionSet, deep) : 0);
    }, 0);
  return selection;
}
