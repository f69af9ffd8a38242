/** The schema of the user's browser sessions. */

import { sessionList } from '../../domain/nouns/sessions.ts';
import * as sessions from '../../domain/sign-in/sessions.ts';
import { person } from '../access/access-rules.ts';
import { builder } from '../builder.ts';
import { entity } from '../dialect/entities.ts';
import { SuccessResponse } from '../inputs.ts';

entity(sessionList, (t) => ({
  current: t.boolean({
    nullable: false,
    description: 'Whether it is the session of this request.',
    resolve: ({ id }, _args, { viewer }) => viewer?.credential.kind === 'session' && viewer.credential.id === id,
  }),
}));

builder.mutationFields((t) => ({
  deleteSession: t.withAuth({ signedIn: true }).field({
    type: SuccessResponse,
    nullable: true,
    rule: person,
    confirmed: 'never',
    description:
      'Ends a session of the caller at once, including this one. It also succeeds for a session that has ended, is unknown or belongs to another user. No token may call it: sign in first.',
    args: { id: t.arg({ type: 'Int64Bit', required: true, description: 'The id of the session.' }) },
    resolve: async (_root, { id }, { db, viewer }) => {
      await sessions.end(db, viewer, id);
      return { success: true };
    },
  }),
  deleteOtherSessions: t.withAuth({ signedIn: true }).field({
    type: SuccessResponse,
    nullable: true,
    rule: person,
    confirmed: 'never',
    description: 'Ends all sessions of the caller at once, except this one. No token may call it: sign in first.',
    resolve: async (_root, _args, { db, viewer }) => {
      await sessions.endOthers(db, viewer);
      return { success: true };
    },
  }),
}));
