/**
 * The errors of graphql about what a client sent: without the values, names of input fields included, because they may be
 * secrets, and with the name of the field. What graphql suggests instead are names of the schema.
 */
import { type GraphQLError, type Token, TokenKind } from 'graphql';

const rewrites: [RegExp, string][] = [
  [/^((?:Enum "[^"]*"|\w+) cannot represent [^:"]*value): .*$/s, '$1.'],
  [/^(Expected value of type "[^"]*"), found (?!null\.$).*$/s, '$1.'],
  [/^Value ".*" (does not exist in "\w+" enum\.( Did you mean [^?]*\?)?)$/s, 'The value $1'],
  [/^Field ".*" (is not defined by type "\w+"\.( Did you mean [^?]*\?)?)$/s, 'A field $1'],
  [/^(Argument "\w+" has invalid value) .*$/s, '$1.'],
  [/^(Syntax Error: .*?\b(?:String|BlockString|Int|Float)) ".*"\.$/s, '$1.'],
  [/^Unknown operation named ".*"\.$/s, 'The document has no operation with this name.'],
];

/** The message of an error of graphql, without the value that it is about. */
export const withoutValue = (message: string): string =>
  rewrites.reduce((text, [original, rewritten]) => text.replace(original, rewritten), message);

/**
 * The field of a wrong value, such as `name` or `permissions[0]`; undefined if the error is about something else. `outer` is
 * the message of graphql about a variable. It contains the value.
 */
export function fieldOf(error: GraphQLError, outer: string | undefined): string | undefined {
  const before = outer?.endsWith(`; ${error.message}`) ? outer.slice(0, -error.message.length) : '';
  const [, variable, path] = /^Variable "\$(\w+)" got invalid.*?(?: at "\w+([^"]+)")?; $/s.exec(before) ?? [];
  if (variable) return path?.startsWith('.') ? path.slice(1) : `${variable}${path ?? ''}`;
  const [node] = error.nodes ?? [];
  return node?.kind.endsWith('Value') ? nameBefore(node.loc?.startToken) : undefined;
}

/** The name of the argument or input field whose value begins with this token or contains it in a list. */
function nameBefore(start: Token | undefined): string | undefined {
  let depth = 0;
  for (let token = start?.prev; token; token = token.prev) {
    if (depth === 0 && token.kind === TokenKind.COLON) return token.prev?.value;
    if (token.kind === TokenKind.BRACKET_R || token.kind === TokenKind.BRACE_R) depth++;
    if (token.kind === TokenKind.BRACKET_L || token.kind === TokenKind.BRACE_L) depth = Math.max(0, depth - 1);
    if (token.kind === TokenKind.PAREN_L) return undefined;
  }
  return undefined;
}
