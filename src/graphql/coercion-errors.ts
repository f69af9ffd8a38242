/** The errors of graphql about values of a wrong type: without the value, which may be a secret, and with the name of its field. */
import { type GraphQLError, type Token, TokenKind } from 'graphql';

const endings = [
  /^((?:Enum "[^"]*"|\w+) cannot represent [^:"]*value): [\s\S]*$/,
  /^(Expected value of type "[^"]*"), found (?!null\.$)[\s\S]*$/,
];

/** The message of an error of graphql, without the value that it is about. */
export const withoutValue = (message: string): string =>
  endings.reduce((text, ending) => text.replace(ending, '$1.'), message);

/**
 * The field of a wrong value, such as `name` or `permissions[0]`; undefined if the error is about something else. `outer` is
 * the message of graphql about a variable. It contains the value.
 */
export function fieldOf(error: GraphQLError, outer: string | undefined): string | undefined {
  const [, variable, path] = /^Variable "\$(\w+)" got invalid.*?(?: at "\w+([^"]+)")?; /s.exec(outer ?? '') ?? [];
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
