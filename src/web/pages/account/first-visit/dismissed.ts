/** What the pages keep for somebody at the server: whether the first visit was dismissed. What else is in it stays. */
const key = 'first_visit';

export const isDismissed = (text: string | null) => objectOf(text)?.[key] === 'dismissed';

/** Null where another client keeps something there that is not ours to change. */
export function dismissed(text: string | null): string | null {
  const kept = objectOf(text);
  return kept && JSON.stringify({ ...kept, [key]: 'dismissed' });
}

function objectOf(text: string | null): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text || '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
