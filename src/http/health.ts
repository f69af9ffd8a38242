/** `/healthz`: whether the process runs. `/readyz`: whether it should get requests. */

import type { Db } from '../db/database.ts';
import type { Stage } from './listener.ts';
import { onGet } from './methods.ts';
import { readiness } from './readiness.ts';
import { type Endpoint, textReply } from './reply.ts';

export function health(db: Db, { isDraining }: Stage): [string, Endpoint][] {
  const isReady = readiness(db);
  return [
    ['/healthz', onGet(() => textReply('ok'))],
    [
      '/readyz',
      onGet(async () => {
        const ready = (await isReady()) && !isDraining();
        return ready ? textReply('ready') : textReply('not ready', 503);
      }),
    ],
  ];
}
