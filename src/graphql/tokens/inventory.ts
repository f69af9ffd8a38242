/** The lists of tokens: the caller's own, and those of all users. */
import { ownTokenList, tokenList } from '../../domain/nouns/tokens.ts';
import { type InventoryFilter, inventory, ownOf, separated } from '../../domain/tokens/inventory.ts';
import { builder } from '../builder.ts';
import { list } from '../dialect/entities.ts';
import './tokens.ts';

const ones = list(ownTokenList, "The caller's own tokens, including revoked and expired ones.");
const everybodys = list(tokenList, 'The tokens of all users.');

/** What no column has. */
const filters = (t: PothosSchemaTypes.QueryFieldBuilder<typeof builder.$inferSchemaTypes, object>) =>
  ({
    created_before: t.arg({ type: 'Datetime', description: 'Only tokens that were created before this instant.' }),
    expiring_before: t.arg({
      type: 'Datetime',
      description: 'Only tokens that expire before this instant and have not expired yet.',
    }),
    unused_since: t.arg({ type: 'Datetime', description: 'Only tokens that were not used since this instant.' }),
    never_used: t.arg.boolean({
      description: 'True: only tokens that were never used. False: only tokens that were used.',
    }),
    odd_since: t.arg({
      type: 'Datetime',
      description:
        'Only tokens that were used since this instant from an unusual network for the first time: one that is new more than 7 days after the first use of the token.',
    }),
  }) satisfies Record<keyof InventoryFilter, unknown>;

builder.queryFields((t) => ({
  personal_access_tokens: t.withAuth({ signedIn: true }).field({
    ...ones,
    args: { ...ones.args, ...filters(t) },
    resolve: (root, args, context) => {
      const [filter, others] = separated(args);
      return { ...ones.resolve(root, others, context), source: ownOf(context.viewer, filter) };
    },
  }),
  all_personal_access_tokens: t.withAuth({ permission: 'READ_PERSONAL_ACCESS_TOKEN' }).field({
    ...everybodys,
    args: { ...everybodys.args, ...filters(t) },
    resolve: (root, args, context) => {
      const [filter, others] = separated(args);
      return { ...everybodys.resolve(root, others, context), source: inventory(filter) };
    },
  }),
}));
