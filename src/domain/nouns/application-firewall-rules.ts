/** The list definition of the rules of the application firewall. */
import { applicationFirewallRules as rules } from '../../../schema/application-firewall.ts';
import { type Definition, defineList, is } from '../lists/definition.ts';
import { accessLogsOf } from './access-logs.ts';
import { logsOf } from './logs.ts';
import { notesOf } from './notes.ts';

export const firewallRuleList: Definition = defineList({
  type: 'ApplicationFirewallRule',
  description: 'A subnet from which requests are accepted while the application firewall is enabled.',
  table: rules,
  permission: 'READ_APPLICATION_FIREWALL_RULE',
  columns: {
    description: is('string', rules.description, 'What the subnet is, at most 200 characters.'),
    subnet: is(
      'subnet',
      rules.subnet,
      'The subnet in CIDR notation, without host bits: `10.0.0.0/8`, `2001:db8::/32`. A subnet of IPv4 addresses in the form of IPv6 is written as IPv4.',
    ),
  },
  relations: {
    logs: logsOf('ApplicationFirewallRule'),
    access_logs: accessLogsOf('ApplicationFirewallRule'),
    notes: notesOf('ApplicationFirewallRule'),
  },
});
