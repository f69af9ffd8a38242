/** The token that the server issues at its first start expires after a day by itself, and nobody has to do anything about it. */
interface Expiring {
  name: string;
  created_at: string;
  expires_at: string | null;
}

export const isFirstSteps = ({ name, created_at, expires_at }: Expiring): boolean =>
  name === 'First steps' && expires_at !== null && Date.parse(expires_at) - Date.parse(created_at) <= longest;

/** A day, and what passes between computing its end and storing it. */
const longest = 24 * 3600_000 + 60_000;

interface List {
  entities: readonly (Expiring | null)[];
  page_info: { total_count: number };
}

/** How many tokens expire without this one, which is among the next ones that expire. */
export const countOfExpiring = (list: List | null | undefined): number =>
  (list?.page_info.total_count ?? 0) - (list?.entities.filter((token) => token && isFirstSteps(token)).length ?? 0);
