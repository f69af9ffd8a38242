/**
 * Light, dark, or as the system is. The choice is kept with the user's account, and in a cookie, from which the server writes it
 * into the page: otherwise the page would appear in the other colours first.
 */
import { useEffect } from 'react';
import { keptIn, useKept } from '../api/preferences.ts';
import type { Me } from '../api/session.tsx';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const key = 'theme';
const themeOf = (value: unknown): Theme => themes.find((theme) => theme === value) ?? 'system';
const cookieDays = 400;

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [kept, keep] = useKept(key);
  return [themeOf(kept), keep];
}

/** Shows the page in the user's theme, once it is known who that is. */
export function useThemeOf(me: Me | undefined): Theme | undefined {
  const theme = me && themeOf(keptIn(me.user_preferences.ui_preferences)?.[key]);
  useEffect(() => {
    if (!theme) return;
    document.documentElement.dataset.theme = theme;
    const seconds = theme === 'system' ? 0 : cookieDays * 24 * 3600;
    // biome-ignore lint/suspicious/noDocumentCookie: some browsers lack the Cookie Store API
    document.cookie = `latchkey-theme=${theme}; Path=/; Max-Age=${seconds}; SameSite=Lax`;
  }, [theme]);
  return theme;
}
