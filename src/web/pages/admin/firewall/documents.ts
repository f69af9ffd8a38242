/** The GraphQL documents of the page about the application firewall. */
import { graphql, type ResultOf } from '../../../api/documents.ts';

const ruleFields = graphql(`
  fragment RuleFields on ApplicationFirewallRule {
    id
    subnet
    description
    updated_at
  }
`);

export type Rule = ResultOf<typeof ruleFields>;

export const rulesDocument = graphql(
  `
  query ListOfFirewallRules($paginator: Paginator, $sorter: [Sorter], $general_search: String) {
    application_firewall_rules(paginator: $paginator, sorter: $sorter, general_search: $general_search) {
      entities {
        ...RuleFields
      }
      page_info {
        total_count
      }
    }
  }
`,
  [ruleFields],
);

export const addressDocument = graphql(`
  query OwnAddress {
    my_ip_address {
      ip
    }
    system_setting {
      application_firewall_enabled
    }
  }
`);

/** How many rules admit an address. */
export const admittingDocument = graphql(`
  query AdmittingRules($address: String!) {
    application_firewall_rules(
      search: [{ ip_address_fields: [{ attribute: "subnet", search_value: $address, match: true }] }]
      paginator: { page: 1, records_per_page: 1 }
    ) {
      page_info {
        total_count
      }
    }
  }
`);

/** How many active tokens were last used from a subnet. */
export const usedFromDocument = graphql(`
  query UsedFrom($subnet: String!) {
    all_personal_access_tokens(
      state: ACTIVE
      search: [{ ip_address_fields: [{ attribute: "last_used_ip", search_value: $subnet, match: true }] }]
      paginator: { page: 1, records_per_page: 1 }
    ) {
      page_info {
        total_count
      }
    }
  }
`);

export const createDocument = graphql(`
  mutation CreateFirewallRule($input: CreateApplicationFirewallRuleMutationInput) {
    createApplicationFirewallRule(input: $input) {
      id
    }
  }
`);

export const updateDocument = graphql(`
  mutation UpdateFirewallRule($id: Int64Bit!, $input: UpdateApplicationFirewallRuleMutationInput) {
    updateApplicationFirewallRule(id: $id, input: $input) {
      id
    }
  }
`);

export const deleteDocument = graphql(`
  mutation DeleteFirewallRule($id: Int64Bit!) {
    deleteApplicationFirewallRule(id: $id) {
      success
    }
  }
`);

export const switchDocument = graphql(`
  mutation SwitchFirewall($input: UpdateSystemSettingsMutationInput) {
    updateSystemSettings(input: $input) {
      application_firewall_enabled
    }
  }
`);
