/**
 * Whether the server can be reached. When a request got no answer, the server is asked again and again; as soon as it
 * answers, the pages continue.
 */
import { useSyncExternalStore } from 'react';

const pauseMs = 2_000;
/** Packets that are dropped would delay the next attempt for minutes. */
const patienceMs = 5_000;

let isLost = false;
const listeners = new Set<() => void>();

function setLost(lost: boolean): void {
  if (isLost === lost) return;
  isLost = lost;
  for (const listener of [...listeners]) listener();
}

/** A request got no answer. */
export function lose(): void {
  if (isLost) return;
  setLost(true);
  void askUntilAnswered();
}

/** After something other than a request to the API failed, such as loading a part of the script. */
export async function checkConnection(): Promise<void> {
  if (!(await isAnswered())) lose();
}

async function askUntilAnswered(): Promise<void> {
  while (isLost) {
    await pause();
    if (await isAnswered()) setLost(false);
  }
}

const isAnswered = () =>
  fetch('/healthz', { cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(patienceMs) }).then(
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

window.addEventListener('offline', lose);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useIsConnectionLost = () => useSyncExternalStore(subscribe, () => isLost);

/** Called each time the server answers again. */
export const onReconnect = (act: () => void) => subscribe(() => !isLost && act());
