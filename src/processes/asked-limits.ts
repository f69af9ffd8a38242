/** In a worker: asks the primary for places within the limits that all workers share. */
import type { PasswordPlaces } from '../domain/sign-in/password-queue.ts';
import type { AtOnce } from '../http/concurrency.ts';
import type { Place, Running, SharedLimit, ToPrimary, ToWorker } from './messages.ts';

export interface AskedLimits {
  requests: AtOnce;
  passwords: PasswordPlaces;
  take(message: ToWorker): void;
}

export function createAskedLimits(send: (message: ToPrimary) => void): AskedLimits {
  let last = 0;
  const waiting = new Map<number, (hasPlace: boolean) => void>();
  /** The request of each user that runs without having asked. */
  const alone = new Map<string, Running>();
  /** The users whose requests the primary counts. */
  const counted = new Set<string>();

  function ask(limit: SharedLimit, keys: string[]): Promise<Place> {
    const id = ++last;
    return new Promise((resolve) => {
      waiting.set(id, (hasPlace) => resolve(hasPlace ? () => send({ type: 'leave', id }) : null));
      send({ type: 'enter', id, limit, keys });
    });
  }

  return {
    requests: {
      enter: (user, credential) => {
        if (counted.has(user) || alone.has(user)) return ask('requests', [user, credential]);
        const id = ++last;
        alone.set(user, { id, credential });
        return () => {
          if (alone.get(user)?.id !== id) return;
          alone.delete(user);
          if (counted.has(user)) send({ type: 'leave', id });
        };
      },
    },
    passwords: { enter: (source) => ask('passwords', [source]) },
    take: (message) => {
      if (message.type === 'entered') {
        waiting.get(message.id)?.(message.hasPlace);
        waiting.delete(message.id);
      }
      if (message.type === 'count') {
        counted.add(message.user);
        send({ type: 'counted', user: message.user, running: alone.get(message.user) ?? null });
      }
      if (message.type === 'uncount') counted.delete(message.user);
    },
  };
}
