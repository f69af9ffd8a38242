/** The schema of requests for access. */

import { accessRequestList } from '../../domain/nouns/access-requests.ts';
import { decline, end, grant } from '../../domain/requests/decide.ts';
import { ask } from '../../domain/requests/request-access.ts';
import { person } from '../access/access-rules.ts';
import { currentPassword } from '../access/confirmation.ts';
import { requireSeen } from '../access/visible-answers.ts';
import { builder } from '../builder.ts';
import { entity, list } from '../dialect/entities.ts';
import { Permission } from '../enums.ts';
import { requireInput } from '../inputs.ts';

const AccessRequest = entity(accessRequestList);

builder.queryField('access_requests', (t) =>
  t
    .withAuth({ signedIn: true })
    .field(
      list(accessRequestList, "The caller's own requests for access; with `READ_ACCESS_REQUEST` those of all users."),
    ),
);

const RequestAccessInput = builder.inputType('RequestAccessMutationInput', {
  description: 'A request for access. The `request_access` of an error can be sent as this input.',
  fields: (t) => ({
    permissions: t.field({
      type: [Permission],
      required: true,
      description: 'Permissions that the account or the token lacks. Not empty.',
    }),
    personal_access_token_id: t.field({
      type: 'Int64Bit',
      description:
        "The id of a token to which the permissions would be granted: one of the caller's own, of type `USER`, neither revoked nor expired. Default: the account.",
    }),
    reason: t.string({ description: 'Why the caller needs them. At most 1,000 characters.' }),
  }),
});

const answer = 'A message to the requester. At most 1,000 characters.';

const GrantAccessInput = builder.inputType('GrantAccessMutationInput', {
  description: 'How a request is granted.',
  fields: (t) => ({
    for_hours: t.int({ description: 'The duration of the grant in hours from now, from 1 to 8,760. Null: no limit.' }),
    answer: t.string({ description: answer }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const requestId = { type: 'Int64Bit', required: true, description: 'The id of the request.' } as const;

builder.mutationFields((t) => ({
  requestAccess: t.withAuth({ signedIn: true }).field({
    type: AccessRequest,
    nullable: true,
    rule: person,
    confirmed: 'never',
    description:
      'Requests permissions that the caller lacks; users who can grant them get an email. A pending request for the same permissions is returned again. At most 20 requests may be pending, and at most 10 be made within an hour, of which 3 send emails. No token may call it: sign in first.',
    args: { input: t.arg({ type: RequestAccessInput }) },
    resolve: async (_root, { input }, { db, viewer, lists, mail }) => {
      const { id } = await ask(db, viewer, mail.configured, requireInput(input));
      return lists.written(accessRequestList, id);
    },
  }),
  grantAccess: t.withAuth({ permission: 'UPDATE_ACCESS_REQUEST' }).field({
    type: AccessRequest,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description:
      'Grants a pending request, for some hours or without a limit, with effect at once. The caller must have the permissions, and only a super admin may grant a request of their own. No token may call it: sign in first.',
    args: { id: t.arg(requestId), input: t.arg({ type: GrantAccessInput }) },
    resolve: async (_root, { id, input }, context, info) => {
      await requireSeen(context, accessRequestList, id, 'UPDATE_ACCESS_REQUEST', info);
      const { db, viewer, lists, mail } = context;
      await grant(db, viewer, mail.configured, id, input ?? {});
      return lists.written(accessRequestList, id);
    },
  }),
  declineAccess: t.withAuth({ permission: 'UPDATE_ACCESS_REQUEST' }).field({
    type: AccessRequest,
    nullable: true,
    rule: person,
    confirmed: 'never',
    description:
      'Declines a pending request. Only a super admin may decline a request of their own. No token may call it: sign in first.',
    args: { id: t.arg(requestId), answer: t.arg.string({ description: answer }) },
    resolve: async (_root, { id, answer }, context, info) => {
      await requireSeen(context, accessRequestList, id, 'UPDATE_ACCESS_REQUEST', info);
      const { db, viewer, lists, mail } = context;
      await decline(db, viewer, mail.configured, id, answer);
      return lists.written(accessRequestList, id);
    },
  }),
  endAccess: t.withAuth({ signedIn: true }).field({
    type: AccessRequest,
    nullable: true,
    rule: person,
    confirmed: 'never',
    description:
      "Takes back a grant, or withdraws a request, with effect before the answer. Other users' requests require `UPDATE_ACCESS_REQUEST`. A request that has already ended stays as it is. No token may call it: sign in first.",
    args: {
      id: t.arg(requestId),
      reason: t.arg.string({ description: 'The reason for the log. At most 1,000 characters.' }),
    },
    resolve: async (_root, { id, reason }, context, info) => {
      await requireSeen(context, accessRequestList, id, 'UPDATE_ACCESS_REQUEST', info);
      const { db, viewer, lists } = context;
      await end(db, viewer, id, reason);
      return lists.written(accessRequestList, id);
    },
  }),
}));
