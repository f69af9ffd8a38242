/** How values that PostgreSQL sends as text are read. Lists of texts, such as the permissions of a role, repeat often. */
import pg from 'pg';

/** `text[]`, by PostgreSQL's number. The types of `pg` name no arrays, so it passes as `text`. */
const TEXT_ARRAY = 1009 as number as 25;
/** Days, instants and durations: returned as PostgreSQL sends them. */
const asSent = new Set([1082, 1114, 1184, 1186]);

const parseList = pg.types.getTypeParser(TEXT_ARRAY) as (text: string) => (string | null)[];

/** The number of lists that are kept, and the length of the longest text of one. */
const most = 2_000;
const longest = 4_000;
const lists = new Map<string, readonly (string | null)[]>();

/** The list that PostgreSQL wrote as this text. Frozen, because the same list is returned for the same text. */
function textsOf(text: string): readonly (string | null)[] {
  const known = lists.get(text);
  if (known) return known;
  const list = Object.freeze(parseList(text));
  if (text.length <= longest) {
    if (lists.size >= most) lists.clear();
    lists.set(text, list);
  }
  return list;
}

pg.types.setTypeParser(TEXT_ARRAY, textsOf);

const sent = (value: string) => value;

/** For statements whose instants and days pass through unchanged. */
export const parsers = {
  getTypeParser: (type: number, format?: string) =>
    asSent.has(type) ? sent : pg.types.getTypeParser(type, format as 'text'),
};
