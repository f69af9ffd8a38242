/** What the steps of a GraphQL request pass on from one to the next. */
import type { Db } from '../db/database.ts';
import type { RequestState } from '../db/for-request.ts';
import type { Permission } from '../domain/access/permissions.ts';
import type { Viewer } from '../domain/access/viewer.ts';
import type { RelyingParty } from '../domain/sign-in/factors/passkeys.ts';
import type { Renewed } from '../domain/sign-in/sessions.ts';
import type { Context } from '../graphql/context.ts';
import type { Answer } from '../graphql/cost/answer-size.ts';
import { createLists, type Lists } from '../graphql/dialect/loaders.ts';
import { type NamedDocuments, namedDocuments } from '../graphql/plan/named-documents.ts';

export interface RequestContext {
  viewer: Viewer | null;
  ip: string;
  relyingParty: () => RelyingParty;
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

export type Shared = Pick<Context, 'breached' | 'mail' | 'pepper' | 'privateWebhooks' | 'providers' | 'writers'>;

/** The context of plugins and resolvers. Lists and documents, which few requests need, are created when they are first read. */
export class GraphQLContext implements Context, RequestContext {
  readonly viewer: Viewer | null;
  readonly ip: string;
  readonly relyingParty: () => RelyingParty;
  readonly db: Db;
  readonly requestState: RequestState;
  readonly answer: Answer;
  readonly trace: RequestContext['trace'];
  readonly running: RequestContext['running'];
  readonly mail: Shared['mail'];
  readonly pepper: string;
  readonly privateWebhooks: boolean;
  readonly providers: Shared['providers'];
  readonly breached: Shared['breached'];
  readonly writers: Shared['writers'];
  #lists: Lists | undefined;
  #documents: NamedDocuments | undefined;

  constructor({ viewer, ip, relyingParty, db, requestState, answer, trace, running }: RequestContext, shared: Shared) {
    this.viewer = viewer;
    this.ip = ip;
    this.relyingParty = relyingParty;
    this.db = db;
    this.requestState = requestState;
    this.answer = answer;
    this.trace = trace;
    this.running = running;
    this.mail = shared.mail;
    this.pepper = shared.pepper;
    this.privateWebhooks = shared.privateWebhooks;
    this.providers = shared.providers;
    this.breached = shared.breached;
    this.writers = shared.writers;
  }

  get lists(): Lists {
    this.#lists ??= createLists(this.db, this.viewer, this.answer);
    return this.#lists;
  }

  get documents(): NamedDocuments {
    this.#documents ??= namedDocuments();
    return this.#documents;
  }

  get renew(): Context['renew'] {
    return (session) => {
      this.running.renewed = session;
    };
  }
}
