/** Whether a token may run the operation of an API that a request is for. */
import { decideAny } from '../domain/access/alternatives.ts';
import { sentenceOf } from '../domain/access/decisions.ts';
import type { Permission } from '../domain/access/permissions.ts';
import type { Resource } from '../domain/access/resources.ts';
import type { SubjectAndRequirement } from '../domain/apis/compiled.ts';
import type { Request } from '../domain/apis/routes.ts';
import { forbidden } from '../domain/base/errors.ts';
import { Refused } from './refusals.ts';

/** The resource for which it may. Errors: 400 for an API that does not exist, 403, FORBIDDEN. */
export function requireOperation(
  { subject, required }: SubjectAndRequirement,
  described: Request | Refused,
): Resource | null {
  if (!subject.api) throw new Refused(400, 'The requirement names an API that does not exist.');
  if (described instanceof Refused) throw described;
  if (!required) throw new Refused(403, 'The API has no operation with this method and path.');
  const { isAllowed, reason, missing } = decideAny(subject, required.alternatives, required.resource);
  if (!isAllowed) throw forbidden(sentenceOf(reason), missing as readonly Permission[]);
  return required.resource;
}
