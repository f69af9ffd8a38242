/** What was used, in the schema: of a token how often, what not and from where; of a role what nobody used. */
import type { GraphQLSchema } from 'graphql';
import * as roles from '../../domain/people/roles.ts';
import { firstDay } from '../../domain/usage/counts.ts';
import {
  type Address,
  mostAddresses,
  placesOf,
  type Use,
  type Uses,
  unusedBy,
  usesOf,
} from '../../domain/usage/report.ts';
import { rootFieldsOf } from '../access/root-fields.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { Permission } from '../enums.ts';
import { Role } from '../people/roles.ts';
import { PersonalAccessToken } from '../tokens/tokens.ts';

const counting =
  'Counted once a request, and written within a quarter of a minute. To list what one may do, or to compare it, is no use.';

/** The fields of every use that is counted. */
const counts = <Counted extends Use>(
  t: PothosSchemaTypes.ObjectFieldBuilder<typeof builder.$inferSchemaTypes, Counted>,
) => ({
  uses: t.field({
    type: 'Int64Bit',
    nullable: false,
    description: 'How many requests.',
    resolve: ({ uses }) => uses,
  }),
  last_used_on: t.field({
    type: 'Date',
    nullable: false,
    description: 'The last day, in UTC.',
    resolve: ({ lastUsedOn }) => lastUsedOn,
  }),
});

const PermissionUse = builder.objectRef<Uses['permissions'][number]>('PermissionUse').implement({
  description: `How often a permission was used: an answer depended on it. ${counting}`,
  fields: (t) => ({
    permission: t.field({
      type: Permission,
      nullable: false,
      description: 'The permission.',
      resolve: ({ name }) => name,
    }),
    ...counts(t),
  }),
});

const MethodUse = builder.objectRef<Use>('MethodUse').implement({
  description: 'How often a root field was called. Counted once a request.',
  fields: (t) => ({
    method: t.exposeString('name', { nullable: false, description: 'The root field.' }),
    ...counts(t),
  }),
});

const AddressUse = builder.objectRef<Address>('AddressUse').implement({
  description: 'An address a token was used from.',
  fields: (t) => ({
    address: t.field({ type: 'IP', nullable: false, description: 'The address.', resolve: ({ address }) => address }),
    network: t.field({
      type: 'SubnetScalar',
      nullable: false,
      description: 'Its /24, or its /48 in IPv6.',
      resolve: ({ network }) => network,
    }),
    first_used_at: t.field({
      type: 'Datetime',
      nullable: false,
      description: 'When it was first used from there.',
      resolve: ({ firstUsedAt }) => firstUsedAt,
    }),
    last_used_at: t.field({
      type: 'Datetime',
      nullable: false,
      description: 'When it was last used from there.',
      resolve: ({ lastUsedAt }) => lastUsedAt,
    }),
    uses: t.field({
      type: 'Int64Bit',
      nullable: false,
      description: 'How many requests.',
      resolve: ({ uses }) => String(uses),
    }),
    odd: t.exposeBoolean('odd', {
      nullable: false,
      description:
        'Whether its network is out of the ordinary: first seen more than 7 days after the first use of the token.',
    }),
  }),
});

interface Asked {
  id: string;
  /** The first day asked for. */
  since: string;
}

const uses = ({ db, lists }: Context, { id, since }: Asked) =>
  lists.about(`uses ${since}`, (ids) => usesOf(db, ids, since), id);

/** Asked of the database once for all rows. */
const since = ({ db, lists }: Context, days: number) =>
  lists.about(`first of ${days} days`, async () => [await firstDay(db, days, 'days')], '');

const places = ({ db, lists }: Context, { id }: Asked) => lists.about('places', (ids) => placesOf(db, ids), id);

/** Uses of root fields that this version still has. */
const stillThere = (schema: GraphQLSchema, uses: readonly Use[]) =>
  uses.filter(({ name }) => rootFieldsOf(schema).some((field) => field.name === name));

const TokenUsage = builder.objectRef<Asked>('PersonalAccessTokenUsage').implement({
  description: 'What a token was used for, and from where.',
  fields: (t) => ({
    since: t.field({
      type: 'Datetime',
      nullable: false,
      description:
        'From when on its uses are counted here: the days asked for, or less where they were not counted before.',
      resolve: async (asked, _args, context) => (await uses(context, asked)).since,
    }),
    permissions: t.field({
      type: [PermissionUse],
      nullable: false,
      description: 'The permissions it used, the most used first.',
      resolve: async (asked, _args, context) => (await uses(context, asked)).permissions,
    }),
    methods: t.field({
      type: [MethodUse],
      nullable: false,
      description: 'The root fields it called, the most called first.',
      resolve: async (asked, _args, context, { schema }) => stillThere(schema, (await uses(context, asked)).methods),
    }),
    unused_permissions: t.field({
      type: [Permission],
      nullable: false,
      description: 'What it may do now, on some project at least, and did not use.',
      resolve: async (asked, _args, context) => {
        const { db, lists } = context;
        // Known before the batch below: one that waited for another in its turn could wait for itself.
        await uses(context, asked);
        const batch = async (ids: readonly string[]) =>
          unusedBy(db, ids, await Promise.all(ids.map((id) => uses(context, { ...asked, id }))));
        return lists.about(`unused ${asked.since}`, batch, asked.id);
      },
    }),
    addresses: t.field({
      type: [AddressUse],
      nullable: false,
      description: `The last ${mostAddresses} addresses it was used from, whenever that was; the last used first.`,
      resolve: async (asked, _args, context) => (await places(context, asked)).last,
    }),
    first_odd_address: t.field({
      type: AddressUse,
      nullable: true,
      description: 'The first address out of the ordinary. Null: there is none.',
      resolve: async (asked, _args, context) => (await places(context, asked)).firstOdd,
    }),
  }),
});

const days = (byDefault: number) => ({
  required: true as const,
  defaultValue: byDefault,
  description: 'The last so many days, in UTC. From 1 to 400.',
});

builder.objectField(PersonalAccessToken, 'usage', (t) =>
  t.field({
    type: TokenUsage,
    nullable: true,
    description: 'What it was used for, and from where.',
    args: { days: t.arg.int(days(30)) },
    resolve: async ({ id }, { days }, context) => ({ id: id as string, since: await since(context, days) }),
  }),
);

builder.objectField(Role, 'unused_permissions', (t) =>
  t.field({
    type: [Permission],
    nullable: true,
    description:
      'The permissions applied to it that none of its users used in that time, by session or token. Uses are counted since the first start of a version that counts them.',
    args: { days: t.arg.int(days(90)) },
    resolve: async ({ id }, { days }, context) => {
      const { db, lists } = context;
      const day = await since(context, days);
      return lists.about(`unused of role ${day}`, (ids) => roles.unusedPermissions(db, ids, day), id as string);
    },
  }),
);
