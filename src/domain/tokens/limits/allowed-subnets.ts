/** The limit of a token to the subnets from which it may be used. */
import { invalid } from '../../base/errors.ts';
import { because } from '../../base/reasons.ts';
import { isSubnetWithin, isWithin, subnetOf } from '../../base/subnets.ts';
import { defineLimit } from './limit.ts';

const field = 'allowed_subnets';
const mostSubnets = 50;

export const allowedSubnets = defineLimit({
  field,
  column: 'allowedSubnets',
  kind: 'subnets',
  description: 'The subnets from which it may be used. Null: all.',
  input: 'The subnets from which it may be used, in CIDR notation. Not empty.',
  unset: 'True: it may be used from anywhere.',
  check: (subnets) => {
    if (subnets.length === 0) throw invalid(field, 'must not be empty: leave it out to allow all.');
    if (subnets.length > mostSubnets) throw invalid(field, because('TOO_MANY', { most: mostSubnets }));
    return [...new Set(subnets.map(requireSubnet))];
  },
  requireKnown: null,
  uses: {
    allows: (subnets, { ip }) => ip !== undefined && isWithin(ip, subnets),
    refusal: {
      message: 'This token may not be used from this address.',
      logged: 'A personal access token was refused because of the address it came from.',
    },
  },
  isWithin: (some, others) => some.every((subnet) => isSubnetWithin(subnet, others)),
  escape: { kind: 'PLACES', words: 'use from addresses outside its subnets' },
});

function requireSubnet(given: string): string {
  const subnet = subnetOf(given);
  if (!subnet) throw invalid(field, because('NOT_A_SUBNET'));
  return subnet;
}
