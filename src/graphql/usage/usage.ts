/** The schema of usage: what a token used, how often and from where, and what users of a role did not use. */
import type { GraphQLSchema } from 'graphql';
import * as roles from '../../domain/people/roles.ts';
import { firstDay } from '../../domain/usage/counts.ts';
import {
  type Address,
  type DayOfUse,
  daysOfUse,
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
  'Counted once per request, and written within 15 seconds. Listing or comparing permissions does not count as use.';

/** The fields that all counted uses have. */
const counts = <Counted extends Use>(
  t: PothosSchemaTypes.ObjectFieldBuilder<typeof builder.$inferSchemaTypes, Counted>,
) => ({
  uses: t.field({
    type: 'Int64Bit',
    nullable: false,
    description: 'The number of requests.',
    resolve: ({ uses }) => uses,
  }),
  last_used_on: t.field({
    type: 'Date',
    nullable: false,
    description: 'The day of the last use, in UTC.',
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
  description: 'How often a root field was called. Counted once per request.',
  fields: (t) => ({
    method: t.exposeString('name', { nullable: false, description: 'The name of the root field.' }),
    ...counts(t),
  }),
});

const DayUse = builder.objectRef<DayOfUse>('DayUse').implement({
  description: 'How much a token was used on one day.',
  fields: (t) => ({
    day: t.field({ type: 'Date', nullable: false, description: 'The day, in UTC.', resolve: ({ day }) => day }),
    calls: t.field({
      type: 'Int64Bit',
      nullable: false,
      description: 'The number of calls of root fields. A root field counts once per request.',
      resolve: ({ calls }) => calls,
    }),
  }),
});

const AddressUse = builder.objectRef<Address>('AddressUse').implement({
  description: 'An IP address from which a token was used.',
  fields: (t) => ({
    address: t.field({
      type: 'IP',
      nullable: false,
      description: 'The IP address.',
      resolve: ({ address }) => address,
    }),
    network: t.field({
      type: 'SubnetScalar',
      nullable: false,
      description: 'Its network: the /24 of an IPv4 address, the /48 of an IPv6 address.',
      resolve: ({ network }) => network,
    }),
    first_used_at: t.field({
      type: 'Datetime',
      nullable: false,
      description: 'When the token was first used from this address.',
      resolve: ({ firstUsedAt }) => firstUsedAt,
    }),
    last_used_at: t.field({
      type: 'Datetime',
      nullable: false,
      description: 'When the token was last used from this address.',
      resolve: ({ lastUsedAt }) => lastUsedAt,
    }),
    uses: t.field({
      type: 'Int64Bit',
      nullable: false,
      description: 'The number of requests.',
      resolve: ({ uses }) => String(uses),
    }),
    odd: t.exposeBoolean('odd', {
      nullable: false,
      description: 'Whether its network is unusual: first seen more than 7 days after the first use of the token.',
    }),
  }),
});

interface Period {
  id: string;
  /** The first day of the period. */
  since: string;
}

const uses = ({ db, lists }: Context, { id, since }: Period) =>
  lists.about(`uses ${since}`, (ids) => usesOf(db, ids, since), id);

/** One query for all rows. */
const since = ({ db, lists }: Context, days: number) =>
  lists.about(`first of ${days} days`, async () => [await firstDay(db, days, 'days')], '');

const places = ({ db, lists }: Context, { id }: Period) => lists.about('places', (ids) => placesOf(db, ids), id);

/** Uses of root fields that still exist in this version. */
const stillThere = (schema: GraphQLSchema, uses: readonly Use[]) =>
  uses.filter(({ name }) => rootFieldsOf(schema).some((field) => field.name === name));

const TokenUsage = builder.objectRef<Period>('PersonalAccessTokenUsage').implement({
  description: 'What a token was used for, and from where.',
  fields: (t) => ({
    since: t.field({
      type: 'Datetime',
      nullable: false,
      description:
        'The start of the period in which its uses were counted: the given days, or less if counting began later.',
      resolve: async (period, _args, context) => (await uses(context, period)).since,
    }),
    permissions: t.field({
      type: [PermissionUse],
      nullable: false,
      description: 'The permissions that it used, the most used first.',
      resolve: async (period, _args, context) => (await uses(context, period)).permissions,
    }),
    methods: t.field({
      type: [MethodUse],
      nullable: false,
      description: 'The root fields that it called, the most called first.',
      resolve: async (period, _args, context, { schema }) => stillThere(schema, (await uses(context, period)).methods),
    }),
    unused_permissions: t.field({
      type: [Permission],
      nullable: false,
      description: 'The permissions that it has now, at least on some project, and did not use.',
      resolve: async (period, _args, context) => {
        const { db, lists } = context;
        // Loaded before the batch below, because a batch that waits for another batch's turn could wait for itself.
        await uses(context, period);
        const batch = async (ids: readonly string[]) =>
          unusedBy(db, ids, await Promise.all(ids.map((id) => uses(context, { ...period, id }))));
        return lists.about(`unused ${period.since}`, batch, period.id);
      },
    }),
    days: t.field({
      type: [DayUse],
      nullable: false,
      description: 'How much it was used on each day of the period, in order. Days without use are left out.',
      resolve: ({ id, since }, _args, { db, lists }) =>
        lists.about(`days since ${since}`, (ids) => daysOfUse(db, ids, since), id),
    }),
    addresses: t.field({
      type: [AddressUse],
      nullable: false,
      description: `The last ${mostAddresses} IP addresses from which it was used, regardless of the period; the last used first.`,
      resolve: async (period, _args, context) => (await places(context, period)).last,
    }),
    first_odd_address: t.field({
      type: AddressUse,
      nullable: true,
      description: 'The first address with an unusual network. Null: none.',
      resolve: async (period, _args, context) => (await places(context, period)).firstOdd,
    }),
  }),
});

const days = (byDefault: number) => ({
  required: true as const,
  defaultValue: byDefault,
  description: 'The number of days until today, in UTC. From 1 to 400.',
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
      'The permissions of the role that none of its users used in that time, in a session or with a token. Counting began with the first start of a version that counts uses.',
    args: { days: t.arg.int(days(90)) },
    resolve: async ({ id }, { days }, context) => {
      const { db, lists } = context;
      const day = await since(context, days);
      return lists.about(`unused of role ${day}`, (ids) => roles.unusedPermissions(db, ids, day), id as string);
    },
  }),
);
