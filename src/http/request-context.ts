/** What the steps of a GraphQL request pass on from one to the next. */
import type { Db } from '../db/database.ts';
import type { RequestState } from '../db/for-request.ts';
import type { Permission } from '../domain/access/permissions.ts';
import type { Viewer } from '../domain/access/viewer.ts';
import type { Renewed } from '../domain/sign-in/sessions.ts';
import type { Answer } from '../graphql/cost/answer-size.ts';

export interface RequestContext {
  viewer: Viewer | null;
  ip: string;
  db: Db;
  requestState: RequestState;
  answer: Answer;
  /** Filled in for the log line. */
  trace: { operation?: string; code?: string };
  running: {
    /** The permissions that the viewer lacks for the document; set when the document runs. */
    lacked?: (viewer: Viewer) => Permission[];
    /** The new secret of the session, for the browser's cookie. */
    renewed?: Renewed;
  };
}
