/** The limit of a token to single resources of other services, for its permissions that have resource kinds. */
import { declaredKinds, longestId, resourceFrom } from '../../access/resources.ts';
import { invalid } from '../../base/errors.ts';
import { because } from '../../base/reasons.ts';
import { defineLimit } from './limit.ts';

const field = 'allowed_resources';
const mostResources = 100;

export const allowedResources = defineLimit({
  field,
  column: 'allowedResources',
  kind: 'strings',
  description:
    'The resources on which its permissions with resource kinds are effective, such as `customer:42`. Null: on all. Permissions without resource kinds are not limited by it.',
  input: `The resources on which its permissions with resource kinds are effective, from 1 to ${mostResources}: each a kind that a custom permission declares, a colon and an identifier of at most ${longestId} characters without spaces, such as \`customer:42\`. There are no patterns, so \`*\` is refused.`,
  unset: 'True: its permissions with resource kinds are effective on all resources.',
  check: (resources) => {
    if (resources.length === 0) throw invalid(field, 'must not be empty: leave it out to allow all.');
    if (resources.length > mostResources) throw invalid(field, because('TOO_MANY', { most: mostResources }));
    // It would look like all resources of its kind, but would mean one.
    if (resources.some((one) => one.includes('*'))) throw invalid(field, because('NO_PATTERNS'));
    if (!resources.every(resourceFrom)) throw invalid(field, because('NOT_A_RESOURCE', { most: longestId }));
    return [...new Set(resources)];
  },
  requireKnown: (resources) => {
    const [kind] = kindsNotIn(declaredKinds(), resources);
    if (kind !== undefined) throw invalid(field, because('NO_SUCH_KIND', { kind }));
  },
  // Where such a permission is checked, `resources.ts` decides.
  uses: null,
  isWithin: (some, others) => some.every((resource) => others.includes(resource)),
  // A permission that is held only on single resources cannot be passed on.
  escape: null,
});

/** The kinds of resources that are not among those which custom permissions declare. */
export const kindsNotIn = (declared: ReadonlySet<string>, resources: readonly string[]): string[] => [
  ...new Set(resources.flatMap((one) => resourceFrom(one)?.type ?? []).filter((kind) => !declared.has(kind))),
];
