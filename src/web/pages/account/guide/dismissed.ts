/** Whether the user dismissed the guide, stored in their preferences at the server beside other values. */
const key = 'first_visit';

export const isDismissed = (text: string | null) => objectOf(text)?.[key] === 'dismissed';

/** Null if another client stores something else there, which must not be overwritten. */
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
