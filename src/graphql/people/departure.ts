/** The schema of the report on the departure of a user. */
import type { Definition } from '../../domain/lists/definition.ts';
import type { Source } from '../../domain/lists/prepare.ts';
import { requestOf } from '../../domain/lists/request.ts';
import { accessRequestList } from '../../domain/nouns/access-requests.ts';
import { everyNoteList } from '../../domain/nouns/notes.ts';
import { projectGrantList } from '../../domain/nouns/project-grants.ts';
import { projectList } from '../../domain/nouns/projects.ts';
import { tokenList } from '../../domain/nouns/tokens.ts';
import { userList } from '../../domain/nouns/users.ts';
import { type Departure, orphaned, owned, reportOn } from '../../domain/people/departure.ts';
import { builder } from '../builder.ts';
import { connectionOf } from '../dialect/entities.ts';
import { listArguments } from '../dialect/lists.ts';
import type { List } from '../dialect/loaders.ts';

/** The options of a field that lists rows of the report. */
const rows = (definition: Definition, description: string, source: (departure: Departure) => Source) => ({
  type: connectionOf(definition),
  nullable: false as const,
  description,
  args: listArguments(definition),
  extensions: { list: definition },
  resolve: (departure: Departure, args: Record<string, unknown>): List => ({
    source: source(departure),
    request: requestOf(args),
  }),
});

const DepartureReport = builder.objectRef<Departure>('DepartureReport').implement({
  description:
    'What ends when a user is disabled, what stays, and what somebody has to take over. Of an enabled user, it says what would happen; of a disabled user, what happened when the user was last disabled.',
  fields: (t) => ({
    user_id: t.field({
      type: 'Int64Bit',
      nullable: false,
      description: 'The id of the user.',
      resolve: ({ userId }) => userId,
    }),
    enabled: t.exposeBoolean('enabled', { nullable: false, description: 'Whether the user is still enabled.' }),
    disabled_at: t.field({
      type: 'Datetime',
      nullable: true,
      description: 'When the user was disabled. Null: the user is enabled.',
      resolve: ({ disabledAt }) => disabledAt,
    }),
    disabled_by_user_id: t.field({
      type: 'Int64Bit',
      nullable: true,
      description:
        'The id of the user who disabled the user. Null: the user is enabled, or the server or its operator did it.',
      resolve: ({ disabledByUserId }) => disabledByUserId,
    }),
    ended_sessions: t.int({
      nullable: false,
      description: 'The number of browser sessions that end, or that ended.',
      resolve: ({ sessions }) => sessions,
    }),
    personal_access_tokens: t
      .withAuth({ permission: 'READ_PERSONAL_ACCESS_TOKEN' })
      .field(
        rows(
          tokenList,
          "The user's tokens that are revoked, or that were revoked. They stay for 90 days.",
          owned.tokens,
        ),
      ),
    access_requests: t
      .withAuth({ permission: 'READ_ACCESS_REQUEST' })
      .field(
        rows(
          accessRequestList,
          'The requests of the user that are withdrawn, and the granted permissions that are taken back, or that were. They stay for 90 days.',
          owned.accessRequests,
        ),
      ),
    project_grants: t
      .withAuth({ permission: 'ADMINISTER_PROJECT', onProjects: 'ADMINISTER_PROJECT' })
      .field(
        rows(
          projectGrantList,
          'The permissions on single projects that are granted to the user. They stay, have no effect while the user is disabled, and are valid again afterwards.',
          owned.projectGrants,
        ),
      ),
    notes: t.field(
      rows(everyNoteList, 'The notes that the user left, as far as the caller may read them. They stay.', owned.notes),
    ),
    service_accounts: t
      .withAuth({ permission: 'READ_USER' })
      .field(
        rows(
          userList,
          'To take over: the enabled service accounts that the user looked after, having been the last other user to create or change them or one of their tokens.',
          orphaned.serviceAccounts,
        ),
      ),
    projects: t
      .withAuth({ permission: 'ADMINISTER_PROJECT' })
      .field(
        rows(
          projectList,
          'To take over: the projects that only this user was granted to administer. Users with `ADMINISTER_PROJECT` for all projects can still administer them.',
          orphaned.projects,
        ),
      ),
  }),
});

builder.queryField('departure_report', (t) =>
  t.withAuth({ permission: 'READ_ALL_LOGS' }).field({
    type: DepartureReport,
    nullable: true,
    rule: { permission: 'READ_USER' },
    description:
      'What ends when a user is disabled, what stays, and what somebody has to take over; read it before and after disabling. Also requires `READ_USER`. NOT_FOUND: there is no such user.',
    args: { user_id: t.arg({ type: 'Int64Bit', required: true, description: 'The id of the user.' }) },
    resolve: (_root, { user_id }, { db, viewer }) => reportOn(db, viewer, user_id),
  }),
);
