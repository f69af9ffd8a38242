/** Requests from any address: the tests' server trusts this machine as a proxy. */
import { sql } from 'drizzle-orm';
import type { Latchkey } from '../server.ts';
import { type Answer, ask } from '../test-users.ts';

export const settings = { TRUSTED_PROXIES: '127.0.0.0/8' };

export type Headers = Record<string, string>;

export const from = (address: string): Headers => ({ 'X-Forwarded-For': address });
export const bearer = (token: string): Headers => ({ Authorization: `Bearer ${token}` });

/** Sends a query from an address, with other headers. */
export const askFrom = (server: Latchkey, address: string, headers: Headers, query: string, variables?: object) =>
  ask(server, { ...headers, ...from(address) }, query, variables);

/** Sets the rules, and whether the firewall is on, without a request. */
export async function setFirewall({ db }: Latchkey, isOn: boolean, ...subnets: string[]): Promise<void> {
  await db.execute(sql`delete from application_firewall_rules`);
  for (const subnet of subnets)
    await db.execute(sql`insert into application_firewall_rules (subnet, description) values (${subnet}, 'test')`);
  await db.execute(sql`update system_settings set application_firewall_enabled = ${isOn}`);
}

export const createRule =
  'mutation ($input: CreateApplicationFirewallRuleMutationInput) { done: createApplicationFirewallRule(input: $input) { id subnet description } }';
export const updateRule =
  'mutation ($id: Int64Bit!, $input: UpdateApplicationFirewallRuleMutationInput) { done: updateApplicationFirewallRule(id: $id, input: $input) { id subnet description } }';
export const deleteRule = 'mutation ($id: Int64Bit!) { done: deleteApplicationFirewallRule(id: $id) { success } }';
export const setSettings =
  'mutation ($input: UpdateSystemSettingsMutationInput) { done: updateSystemSettings(input: $input) { application_firewall_enabled language timezone } }';

export const isOn = async ({ db }: Latchkey): Promise<boolean> => {
  const { rows } = (await db.execute(
    sql`select application_firewall_enabled as "isOn" from system_settings`,
  )) as unknown as { rows: { isOn: boolean }[] };
  return rows[0]?.isOn ?? false;
};

/** The code and the field of a refusal, or what was done. */
export const outcome = ({ data, errors }: Answer) =>
  errors ? [errors[0]?.extensions.code, ...Object.keys(errors[0]?.extensions.fields ?? {})] : data.done;
