/**
 * Which addresses the application firewall admits. Each request reads the rules again, in the statement that reads its
 * credential if it has one, so that a change takes effect at once in every process.
 */
import { BlockList, isIP, isIPv4 } from 'node:net';
import { sql } from 'drizzle-orm';
import type { Db } from '../../db/database.ts';
import { readText } from '../../db/read.ts';
import { sharedLookup } from '../../db/shared-lookup.ts';
import { DomainError, forbidden } from '../base/errors.ts';
import { because } from '../base/reasons.ts';

/** The subnets from which requests are accepted, separated by spaces; null while the firewall is off. */
export type RulesInForce = string | null;

/** Written as text, because Drizzle leaves out the names of tables in statements about one table. */
const reading = `select case when application_firewall_enabled
  then (select coalesce(string_agg(subnet, ' '), '') from application_firewall_rules) end
  from system_settings where id = 1`;

/** The rules in force, as a column of any statement: PostgreSQL computes it once for all rows. */
export const rulesInForce = sql<RulesInForce>`(${sql.raw(reading)})`;

/** For requests without a credential; those of one turn of the event loop share the statement. */
const lookup = sharedLookup<{ rules: RulesInForce }>(async (db, keys) => {
  const { rows } = await readText(db, 'firewall_rules', reading, []);
  const rules = (rows[0]?.[0] ?? null) as RulesInForce;
  return keys.map(() => ({ rules }));
});

/** Requires that the firewall admits the address now. Errors: FORBIDDEN. */
export async function requireAdmittedNow(db: Db, address: string): Promise<void> {
  const found = await lookup(db, '');
  requireAdmitted(found?.rules ?? null, address);
}

let wasOn = false;

/**
 * Whether the firewall was on when this process last read the rules. It never decides whether an address is admitted. It only
 * decides whether the rules are read for a request that is refused before anybody has read them, such as one with a malformed
 * token: an address that the firewall does not admit must get no other refusal than that of the firewall.
 */
export const wasOnLately = (): boolean => wasOn;

/** Requires that rules that were just read admit the address. Errors: FORBIDDEN. */
export function requireAdmitted(rules: RulesInForce, address = ''): void {
  wasOn = rules !== null;
  if (rules !== null && !admits(rules, address)) throw forbidden(because('ADDRESS_REFUSED', { address }));
}

export const isAddressRefused = (error: unknown): error is DomainError =>
  error instanceof DomainError && error.reason?.name === 'ADDRESS_REFUSED';

/** Whether one of the subnets contains the address, which is written as IPv4 if it is IPv4 in the form of IPv6. */
export const admits = (rules: string, address: string): boolean =>
  isIP(address) !== 0 && listsOf(rules)[kindOf(address)].check(address, kindOf(address));

const kindOf = (address: string) => (isIPv4(address) ? 'ipv4' : 'ipv6');

/** One list for each kind of address: in a common one, a subnet of IPv6 that covers `::ffff:0:0/96` contains all of IPv4. */
interface Lists {
  ipv4: BlockList;
  ipv6: BlockList;
}

const empty = (): Lists => ({ ipv4: new BlockList(), ipv6: new BlockList() });

/** The rules that were read last in the form that is searched fast: requests read the same text until a rule changes. */
let last = { rules: '', lists: empty() };

function listsOf(rules: string): Lists {
  if (rules === last.rules) return last.lists;
  const lists = empty();
  for (const subnet of rules.split(' ').filter(Boolean)) {
    const [network = '', bits] = subnet.split('/');
    lists[kindOf(network)].addSubnet(network, Number(bits), kindOf(network));
  }
  last = { rules, lists };
  return lists;
}
