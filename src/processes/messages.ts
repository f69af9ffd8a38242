/** What the primary process and its workers send each other. Messages between two processes arrive in their order. */
import type { Leave } from '../http/concurrency.ts';
import type { Portion, UsedSoFar } from '../http/request-rate.ts';
import type { Snapshot } from '../metrics/process-metrics.ts';

/** A limit that all workers share: on the requests of a user, or on the passwords that are hashed at once. */
export type SharedLimit = 'requests' | 'passwords';

/** A limit on the requests in a minute that all workers share. */
export type RateName = 'requests' | 'checks';

/** A request that runs without having asked the primary. */
export interface Running {
  id: number;
  credential: string;
}

export type ToPrimary =
  | { type: 'started' }
  | { type: 'listening'; url: string }
  | { type: 'ready' }
  | { type: 'failed'; message: string }
  /** A transaction has stored a message in the outbox. */
  | { type: 'committed' }
  /** While stopping: the worker has done this step and waits for the others. */
  | { type: 'reached'; step: string }
  | { type: 'accepted'; clientPort: number | undefined }
  | { type: 'enter'; id: number; limit: SharedLimit; keys: string[] }
  | { type: 'leave'; id: number }
  | { type: 'counted'; user: string; running: Running | null }
  /** Asks for a portion of a limit on the requests in a minute. */
  | { type: 'askPortion'; rate: RateName; id: number; key: string; soFar: UsedSoFar }
  | { type: 'settled'; rate: RateName; key: string; soFar: UsedSoFar }
  | { type: 'measured'; id: number; snapshot: Snapshot };

export type ToWorker =
  /** Binds the port, and answers that the server is starting. */
  | { type: 'listen' }
  | { type: 'open'; pepper: string }
  | { type: 'serve' }
  | { type: 'stop' }
  /** All workers have reached the step. */
  | { type: 'proceed'; step: string }
  | { type: 'entered'; id: number; hasPlace: boolean }
  /** From now on, the primary counts the requests of this user. */
  | { type: 'count'; user: string }
  | { type: 'uncount'; user: string }
  | ({ type: 'portion'; rate: RateName; id: number } & Portion)
  /** Asks what was used of a limit on the requests in a minute, and takes the rest back. */
  | { type: 'settle'; rate: RateName; key: string }
  /** Asks for the metrics of the worker. */
  | { type: 'measure'; id: number };

/** A place within a limit: the function that frees it, or null if there was none in time. */
export type Place = Leave | null;
