/** Requests for access in the schema. */

import { accessRequestList } from '../../domain/nouns/access-requests.ts';
import { ask } from '../../domain/requests/ask.ts';
import { decline, end, grant } from '../../domain/requests/decide.ts';
import { currentPassword } from '../access/confirmation.ts';
import { person } from '../access/declared.ts';
import { requireSeen } from '../access/visible-answers.ts';
import { builder } from '../builder.ts';
import { entity, list } from '../dialect/entities.ts';
import { Permission } from '../enums.ts';
import { requireInput } from '../inputs.ts';

const AccessRequest = entity(accessRequestList);

builder.queryField('access_requests', (t) =>
  t
    .withAuth({ signedIn: true })
    .field(list(accessRequestList, "One's own requests for access; with `READ_ACCESS_REQUEST` everybody's.")),
);

const RequestAccessInput = builder.inputType('RequestAccessMutationInput', {
  description: 'What access is asked for. The `request_access` of a denial is one.',
  fields: (t) => ({
    permissions: t.field({
      type: [Permission],
      required: true,
      description: 'Permissions the account or the token lacks. Not empty.',
    }),
    personal_access_token_id: t.field({
      type: 'Int64Bit',
      description:
        "A live token of one's own, of type `USER`, to which alone they would be granted. Left out: the account.",
    }),
    reason: t.string({ description: 'What it is needed for. At most 1,000 characters.' }),
  }),
});

const answer = 'What to say to whoever asked. At most 1,000 characters.';

const GrantAccessInput = builder.inputType('GrantAccessMutationInput', {
  description: 'How a request is granted.',
  fields: (t) => ({
    for_hours: t.int({ description: 'For how many hours from now, from 1 to 8,760. Null: for ever.' }),
    answer: t.string({ description: answer }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const requestId = { type: 'Int64Bit', required: true, description: 'The request.' } as const;

builder.mutationFields((t) => ({
  requestAccess: t.withAuth({ signedIn: true }).field({
    type: AccessRequest,
    nullable: true,
    rule: person,
    confirmed: 'never',
    description:
      'Asks for permissions one lacks; those who can grant them are written to. Asking for the same while it waits answers the first request. At most 20 may wait, and 10 be made within an hour, of which 3 are mailed. Not for tokens: sign in first.',
    args: { input: t.arg({ type: RequestAccessInput }) },
    resolve: async (_root, { input }, { db, viewer, lists, mail }) => {
      const { id } = await ask(db, viewer, mail.configured, requireInput(input) as Parameters<typeof ask>[3]);
      return lists.written(accessRequestList, id);
    },
  }),
  grantAccess: t.withAuth({ permission: 'UPDATE_ACCESS_REQUEST' }).field({
    type: AccessRequest,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description:
      'Grants a request that waits, for some hours or for ever, with effect from the answer on. Nobody grants what they lack, nor on their own request unless a super admin. Not for tokens: sign in first.',
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
    description: "Declines a request that waits; one's own only as a super admin. Not for tokens: sign in first.",
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
      "Takes back what was granted, or withdraws a request: one's own, or with `UPDATE_ACCESS_REQUEST` anybody's. After the answer nothing is done on it any more. What is over already stays as it is. Not for tokens: sign in first.",
    args: {
      id: t.arg(requestId),
      reason: t.arg.string({ description: 'Why, for the log. At most 1,000 characters.' }),
    },
    resolve: async (_root, { id, reason }, context, info) => {
      await requireSeen(context, accessRequestList, id, 'UPDATE_ACCESS_REQUEST', info);
      const { db, viewer, lists } = context;
      await end(db, viewer, id, reason);
      return lists.written(accessRequestList, id);
    },
  }),
}));
