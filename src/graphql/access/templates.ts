/** The schema of what helps to choose permissions: templates, and the escalations that a selection would lead to. */
import { type Template, templates } from '../../domain/access/templates.ts';
import { escalationsOfSelection } from '../../domain/reach/reach.ts';
import { builder } from '../builder.ts';
import { Permission } from '../enums.ts';
import { EscalationType } from './reach.ts';

const TemplateType = builder.objectRef<Template>('PermissionTemplate').implement({
  description: 'A usual selection of permissions, from which a token or a role can start.',
  fields: (t) => ({
    name: t.exposeString('key', { nullable: false, description: 'Its name for programs, such as `DASHBOARD`.' }),
    title: t.exposeString('title', { nullable: false, description: 'Its name for people.' }),
    description: t.exposeString('description', { nullable: false, description: 'What it is for.' }),
    permissions: t.field({
      type: [Permission],
      nullable: false,
      description: 'The permissions, including those that the caller lacks and cannot grant.',
      resolve: ({ permissions }) => [...permissions],
    }),
    bound: t.boolean({
      nullable: false,
      description:
        'Whether it is for a token bound to documents: it has the permissions that these need, so `permissions` is empty.',
      resolve: ({ bound = false }) => bound,
    }),
  }),
});

builder.queryFields((t) => ({
  permission_templates: t.withAuth({ signedIn: true }).field({
    type: [TemplateType],
    nullable: true,
    description: 'Usual selections of permissions for tokens and roles.',
    resolve: () => [...templates],
  }),
  escalations: t.withAuth({ signedIn: true }).field({
    type: [EscalationType],
    nullable: true,
    cost: 100,
    description:
      'The escalations that a role or a token with these permissions would lead to by itself, before it exists: a warning for those who choose permissions. Acts on existing users and roles are left out; `reach` counts them for an existing role or token.',
    args: {
      permissions: t.arg({ type: [Permission], required: true, description: 'The permissions.' }),
      for_token: t.arg.boolean({
        required: true,
        defaultValue: false,
        description: 'Whether they cap a token whose owner has them all. Otherwise they are those of a role.',
      }),
    },
    resolve: (_root, { permissions, for_token }, { mail }) =>
      escalationsOfSelection(permissions, for_token, mail.configured),
  }),
}));
