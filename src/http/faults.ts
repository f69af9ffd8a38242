/** What the log is told of a fault: what it was and where, but never the values it happened with. */
import { rootOf } from '../db/failures.ts';

/** The query builder's errors hold every parameter and the database's own whole rows, so what is kept is chosen. */
export function faultOf(error: unknown) {
  const { code, message, name } = rootOf(error) as Partial<Error> & { code?: string };
  const { message: outer, query, stack } = error as Partial<Error> & { query?: string };
  return { name, code, message: cut(message), statement: cut(query), stack: cut(stack?.replace(outer ?? '', '')) };
}

/** A line of the log stays one that people can read. */
const longest = 4_000;

const cut = (text: string | undefined) => (text && text.length > longest ? `${text.slice(0, longest)}…` : text);
