/** German for the texts of the server, each found by its name. */
import type { Method } from '../../../api/documents.ts';
import type { Words } from '../../en/words.ts';
import { methods } from './methods.ts';
import { nounOf, titleOf } from './nouns.ts';
import { groups, permissions } from './permissions.ts';
import { reasons } from './reasons.ts';
import { shrinkWarnings } from './shrink-warnings.ts';
import { actors, acts } from './steps.ts';
import { templates } from './templates.ts';
import { unknowns } from './unknowns.ts';

export const server: Words['server'] = {
  // The texts of custom permissions are the administrator's.
  permission: ({ name, description, warning }) => {
    if (name in permissions) return { warning: null, ...permissions[name] };
    return { description, warning };
  },
  permissionTitle: titleOf,
  noun: nounOf,
  template: ({ name, title, description }) => templates[name] ?? { title, description },
  group: (name) => groups[name] ?? name,
  method: ({ name }) => methods[name as Method],
  refusal: ({ reason, values }) => reason && reasons[reason]?.(values),
  step: ({ actor, act }) => `${actors[actor]} ${acts[act]}.`,
  unknown: ({ kind, about }) => unknowns[kind](about),
  shrinkWarning: (warning, since) => shrinkWarnings[warning](since),
};
