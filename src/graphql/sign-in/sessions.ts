/** The browsers one is signed in with, in the schema. */

import { sessionList } from '../../domain/nouns/sessions.ts';
import * as sessions from '../../domain/sign-in/sessions.ts';
import { person } from '../access/declared.ts';
import { builder } from '../builder.ts';
import { entity } from '../dialect/entities.ts';
import { SuccessResponse } from '../inputs.ts';

entity(sessionList, (t) => ({
  current: t.boolean({
    nullable: false,
    description: 'Whether it is the one that asks.',
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
      "Signs oneself out of a browser at once, this one too. One that has ended, is another's or unknown is success too. Not for tokens: sign in first.",
    args: { id: t.arg({ type: 'Int64Bit', required: true, description: 'The session.' }) },
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
    description: 'Signs oneself out of all browsers but this one, at once. Not for tokens: sign in first.',
    resolve: async (_root, _args, { db, viewer }) => {
      await sessions.endOthers(db, viewer);
      return { success: true };
    },
  }),
}));
