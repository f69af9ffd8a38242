/**
 * What the pages keep with the user's account beside the API's own preferences, such as the theme: an object of JSON in
 * `ui_preferences`, in which other clients may keep values too.
 */
import { useQueryClient } from '@tanstack/react-query';
import { graphql } from './documents.ts';
import { send } from './send.ts';
import { type Me, useMe } from './session.tsx';

const keepDocument = graphql(`
  mutation KeepPreference($ui_preferences: Text!) {
    updateMe(input: { ui_preferences: $ui_preferences }) {
      id
    }
  }
`);

export function keptIn(text: string | null): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text || '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** Changes are sent one after the other, because each contains all values. */
let sending: Promise<unknown> = Promise.resolve();

/** A value, and how to change it. The change is shown at once, and taken back if the server refuses it: then the promise ends. */
export function useKept(key: string): [value: unknown, keep: (value: unknown) => Promise<unknown>] {
  const { user_preferences } = useMe();
  const client = useQueryClient();
  const keep = async (value: unknown) => {
    const me = client.getQueryData<Me>(['me']);
    const ui_preferences = me && withKept(me.user_preferences.ui_preferences, key, value);
    if (!ui_preferences) return;
    client.setQueryData<Me>(['me'], { ...me, user_preferences: { ...me.user_preferences, ui_preferences } });
    const mine: Promise<unknown> = sending
      .then(() => send(keepDocument, { ui_preferences }))
      .catch(() => undefined)
      .then(() => (mine === sending ? client.invalidateQueries({ queryKey: ['me'] }) : undefined));
    sending = mine;
    await mine;
  };
  return [keptIn(user_preferences.ui_preferences)?.[key], keep];
}

/** Null if another client stores something else there, which must not be overwritten. */
function withKept(text: string | null, key: string, value: unknown): string | null {
  const kept = keptIn(text);
  return kept && JSON.stringify({ ...kept, [key]: value });
}
