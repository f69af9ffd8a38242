/** A GraphQL request on its way through the steps that answer it. */
import type { Db } from '../db/database.ts';
import type { Done } from '../db/for-request.ts';
import type { Permission } from '../domain/access/permissions.ts';
import type { Viewer } from '../domain/access/viewer.ts';
import type { Renewed } from '../domain/sign-in/sessions.ts';
import type { Answer } from '../graphql/cost/answer-size.ts';

/** What the pipeline hands over with a request. */
export interface Asked {
  viewer: Viewer | null;
  ip: string;
  db: Db;
  done: Done;
  answer: Answer;
  /** Filled in for the log. */
  trace: { operation?: string; code?: string };
  running: {
    /** What of the document somebody lacks, once there is one that runs. */
    lacked?: (viewer: Viewer) => Permission[];
    /** For the browser to keep instead of what it sent. */
    renewed?: Renewed;
  };
}
