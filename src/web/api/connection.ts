/**
 * Whether the server can be reached. When a request got no answer, the server is asked again and again; as soon as it
 * answers, the pages continue.
 */
import { useSyncExternalStore } from 'react';

const pauseMs = 2_000;

let isLost = false;
const listeners = new Set<() => void>();

function set(lost: boolean): void {
  if (isLost === lost) return;
  isLost = lost;
  for (const listener of [...listeners]) listener();
}

/** A request got no answer. */
export function lose(): void {
  if (isLost) return;
  set(true);
  void askUntilAnswered();
}

/** When something else than a request to the API failed. */
export async function checkConnection(): Promise<void> {
  if (!(await isAnswered())) lose();
}

async function askUntilAnswered(): Promise<void> {
  while (isLost) {
    await pause();
    if (await isAnswered()) set(false);
  }
}

const isAnswered = () =>
  fetch('/healthz', { cache: 'no-store', credentials: 'omit' }).then(
    ({ ok }) => ok,
    () => false,
  );

/** Shorter if the browser says that it is connected again. */
const pause = () =>
  new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, pauseMs);
    window.addEventListener('online', end);
  });

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  window.addEventListener('offline', lose);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('offline', lose);
  };
};

export const useIsConnectionLost = () => useSyncExternalStore(subscribe, () => isLost);

/** Called each time the server answers again. */
export const onReconnect = (act: () => void) => subscribe(() => !isLost && act());
