/** In a worker: the limits on the requests in a minute, of which the primary grants portions. */
import type { Config } from '../config.ts';
import { type RateLimits, rateLimitsOf } from '../http/rate-limits.ts';
import { createRequestRate, type Portion, type RequestRate } from '../http/request-rate.ts';
import type { RateName, ToPrimary, ToWorker } from './messages.ts';
import { firstPortionOf } from './shared-rate.ts';

export interface AskedRates {
  limits: RateLimits;
  take(message: ToWorker): void;
}

const clock = () => performance.now();

export function createAskedRates(config: Config, send: (message: ToPrimary) => void, now = clock): AskedRates {
  let last = 0;
  const waiting = new Map<number, (portion: Portion) => void>();
  const rates = new Map<RateName, RequestRate>();

  const limits = rateLimitsOf(config, (rate, most) => {
    const made = createRequestRate({
      most,
      firstPortion: firstPortionOf(most, config.WORKERS),
      now,
      ask: (key, soFar) => {
        const id = ++last;
        return new Promise((resolve) => {
          waiting.set(id, resolve);
          send({ type: 'askPortion', rate, id, key, soFar });
        });
      },
    });
    rates.set(rate, made);
    return made;
  });

  return {
    limits,
    take: (message) => {
      if (message.type === 'portion') {
        waiting.get(message.id)?.(message);
        waiting.delete(message.id);
      }
      if (message.type === 'settle') {
        const { rate, key } = message;
        const soFar = rates.get(rate)?.settle(key) ?? { used: 0, agoMs: 0 };
        send({ type: 'settled', rate, key, soFar });
      }
    },
  };
}
