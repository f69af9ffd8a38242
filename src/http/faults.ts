/** What the log is told of a fault: what it was and where, but never the values it happened with. */
import { rootOf } from '../db/failures.ts';

/** The query builder's errors hold every parameter and the database's own whole rows, so what is kept is chosen. */
export function faultOf(error: unknown) {
  const { code, message, name } = rootOf(error) as Partial<Error> & { code?: string };
  const { message: outer, query, stack } = error as Partial<Error> & { query?: string };
  return { name, code, message, statement: query, stack: stack?.replace(outer ?? '', '') };
}
