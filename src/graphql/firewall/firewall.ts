/** The schema of the rules of the application firewall. */
import * as rules from '../../domain/firewall/rules.ts';
import { firewallRuleList } from '../../domain/nouns/application-firewall-rules.ts';
import { currentPassword } from '../access/confirmation.ts';
import { builder } from '../builder.ts';
import { entity, list } from '../dialect/entities.ts';
import { NoteInput, requireInput, SuccessResponse } from '../inputs.ts';

const Rule = entity(firewallRuleList);

builder.queryField('application_firewall_rules', (t) =>
  t
    .withAuth({ permission: 'READ_APPLICATION_FIREWALL_RULE' })
    .field(
      list(firewallRuleList, 'The subnets from which requests are accepted while the application firewall is enabled.'),
    ),
);

const subnet =
  'IPv4 or IPv6 in CIDR notation; host bits are cleared. Unique. IPv4 addresses never match a subnet of IPv6, except one of IPv4 addresses in the form of IPv6, such as `::ffff:10.0.0.0/104`.';
const description = 'What the subnet is. At most 200 characters, not blank.';
const note = 'A note to leave on the rule.';
const refused =
  'While the firewall is enabled, CONFLICT refuses a change after which it would refuse the address of the caller.';

const CreateRuleInput = builder.inputType('CreateApplicationFirewallRuleMutationInput', {
  description: 'A new rule of the application firewall.',
  fields: (t) => ({
    subnet: t.field({ type: 'SubnetScalar', required: true, description: subnet }),
    description: t.string({ required: true, description }),
    note: t.field({ type: NoteInput, description: note }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const UpdateRuleInput = builder.inputType('UpdateApplicationFirewallRuleMutationInput', {
  description: 'Changes of a rule of the application firewall. Fields that are missing or null stay as they are.',
  fields: (t) => ({
    subnet: t.field({ type: 'SubnetScalar', description: subnet }),
    description: t.string({ description }),
    note: t.field({ type: NoteInput, description: note }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const noteRule = { 'input.note': { requires: { permission: 'CREATE_NOTE' }, unknown: 'NOTE_LEFT' } } as const;

builder.mutationFields((t) => ({
  createApplicationFirewallRule: t.withAuth({ permission: 'CREATE_APPLICATION_FIREWALL_RULE' }).field({
    type: Rule,
    nullable: true,
    rule: { byArgument: noteRule },
    confirmed: 'always',
    description: 'Adds a rule to the application firewall, at most 200. It takes effect at once while it is enabled.',
    args: { input: t.arg({ type: CreateRuleInput }) },
    resolve: async (_root, { input }, { db, viewer, lists }) => {
      const { id } = await rules.create(db, viewer, requireInput(input));
      return lists.written(firewallRuleList, id);
    },
  }),
  updateApplicationFirewallRule: t.withAuth({ permission: 'UPDATE_APPLICATION_FIREWALL_RULE' }).field({
    type: Rule,
    nullable: true,
    rule: { byArgument: noteRule },
    confirmed: 'always',
    description: `Changes a rule of the application firewall, with effect at once. ${refused}`,
    args: {
      input: t.arg({ type: UpdateRuleInput }),
      id: t.arg({ type: 'Int64Bit', required: true, description: 'The id of the rule.' }),
    },
    resolve: async (_root, { input, id }, { db, viewer, lists }) => {
      await rules.update(db, viewer, id, requireInput(input));
      return lists.written(firewallRuleList, id);
    },
  }),
  deleteApplicationFirewallRule: t.withAuth({ permission: 'DELETE_APPLICATION_FIREWALL_RULE' }).field({
    type: SuccessResponse,
    nullable: true,
    confirmed: 'never',
    description: `Deletes a rule of the application firewall, with effect at once. ${refused}`,
    args: { id: t.arg({ type: 'Int64Bit', required: true, description: 'The id of the rule.' }) },
    resolve: async (_root, { id }, { db, viewer }) => {
      await rules.remove(db, viewer, id);
      return { success: true };
    },
  }),
}));
