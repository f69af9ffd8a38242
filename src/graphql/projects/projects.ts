/** Projects, grants on them and analyses in the schema. */
import type { Measure } from '../../../schema/projects.ts';
import type { Viewer } from '../../domain/access/viewer.ts';
import { analysisList } from '../../domain/nouns/analyses.ts';
import { projectGrantList } from '../../domain/nouns/project-grants.ts';
import { projectList } from '../../domain/nouns/projects.ts';
import * as analyses from '../../domain/projects/analyses.ts';
import * as grants from '../../domain/projects/grants.ts';
import { effectiveOn } from '../../domain/projects/permissions.ts';
import * as projects from '../../domain/projects/projects.ts';
import { currentPassword } from '../access/confirmation.ts';
import type { Rule } from '../access/declared.ts';
import { builder } from '../builder.ts';
import { entity, list } from '../dialect/entities.ts';
import { ProjectPermission } from '../enums.ts';
import { requireInput, SuccessResponse } from '../inputs.ts';

const Project = entity(projectList, (t) => ({
  effective_permissions: t.field({
    type: [ProjectPermission],
    nullable: false,
    description:
      'What this request may do on it: by a grant on it or everywhere, and no more than the token is capped to.',
    resolve: ({ id }, _args, { db, viewer, lists }) =>
      lists.about('effective permissions', (ids) => effectiveOn(db, viewer as Viewer, ids), id as string),
  }),
}));
entity(projectGrantList);

const MeasureType = builder.objectRef<Measure>('Measure').implement({
  description: 'One thing that was measured.',
  fields: (t) => ({
    metric: t.exposeString('metric', { nullable: false, description: 'What was measured.' }),
    value: t.exposeString('value', { nullable: false, description: 'The result, as it was sent.' }),
  }),
});

const Analysis = entity(analysisList, (t) => ({
  measures: t.field({
    type: [MeasureType],
    nullable: false,
    description: 'What was measured.',
    resolve: (row) => row.measures as Measure[],
  }),
}));

builder.queryField('projects', (t) =>
  t
    .withAuth({ signedIn: true })
    .field(list(projectList, 'The projects one may do something on; with `READ_PROJECT` all.')),
);

const CreateProjectInput = builder.inputType('CreateProjectMutationInput', {
  description: 'A new project.',
  fields: (t) => ({
    key: t.string({
      required: true,
      description: '1 to 200 letters, digits or characters of `-_.:`, unique; it cannot be changed.',
    }),
    name: t.string({ required: true, description: 'At most 100 characters.' }),
  }),
});

const UpdateProjectInput = builder.inputType('UpdateProjectMutationInput', {
  description: 'What to change. What is left out stays.',
  fields: (t) => ({ name: t.string({ description: 'At most 100 characters.' }) }),
});

const ProjectGrantInput = builder.inputType('ProjectGrantMutationInput', {
  description: 'A permission on a project, for a user or a role and not both.',
  fields: (t) => ({
    project_key: t.string({ required: true, description: 'The project.' }),
    permission: t.field({ type: ProjectPermission, required: true, description: 'What may be done.' }),
    user_id: t.field({ type: 'Int64Bit', description: 'The user who may do it.' }),
    role_id: t.field({ type: 'Int64Bit', description: 'The role whose users may do it.' }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const MeasureInput = builder.inputType('MeasureInput', {
  description: 'One thing that was measured.',
  fields: (t) => ({
    metric: t.string({ required: true, description: 'What was measured, at most 100 characters.' }),
    value: t.string({ required: true, description: 'The result.' }),
  }),
});

const SubmitAnalysisInput = builder.inputType('SubmitAnalysisMutationInput', {
  description: 'The measures of one revision.',
  fields: (t) => ({
    project_key: t.string({ required: true, description: 'The project.' }),
    revision: t.string({
      required: true,
      description: 'The revision analysed, such as a commit. At most 100 characters.',
    }),
    branch: t.string({ required: true, description: 'The branch it is on. At most 100 characters.' }),
    measures: t.field({ type: [MeasureInput], required: true, description: 'At most 1,000.' }),
  }),
});

/** Nobody grants, or takes back, what they may not do there themselves. */
const granting: Rule = {
  permission: 'ADMINISTER_PROJECT',
  decides: 'ON_PROJECT',
  given: { 'input.permission': { asks: 'NAMED', decides: 'ON_PROJECT' } },
};

builder.mutationFields((t) => ({
  createProject: t.withAuth({ permission: 'PROVISION_PROJECT' }).field({
    type: Project,
    nullable: true,
    confirmed: 'never',
    description: 'Creates a project, on which one then may do everything.',
    args: { input: t.arg({ type: CreateProjectInput }) },
    resolve: async (_root, { input }, { db, viewer, lists }) => {
      const { id } = await projects.create(db, viewer, requireInput(input));
      return lists.written(projectList, id);
    },
  }),
  updateProject: t.withAuth({ signedIn: true }).field({
    type: Project,
    nullable: true,
    rule: { permission: 'ADMINISTER_PROJECT', decides: 'ON_PROJECT' },
    confirmed: 'never',
    description: 'Calls a project one administers by another name. Its key stays.',
    args: {
      id: t.arg({ type: 'Int64Bit', required: true, description: 'The project.' }),
      input: t.arg({ type: UpdateProjectInput }),
    },
    resolve: async (_root, { id, input }, { db, viewer, lists }) => {
      await projects.update(db, viewer, id, requireInput(input));
      return lists.written(projectList, id);
    },
  }),
  grantProjectPermission: t.withAuth({ signedIn: true }).field({
    type: SuccessResponse,
    nullable: true,
    rule: granting,
    confirmed: 'always',
    description:
      'Lets a user, or everybody in a role, do something on a project one administers and may do it on oneself.',
    args: { input: t.arg({ type: ProjectGrantInput }) },
    resolve: async (_root, { input }, { db, viewer }) => {
      await grants.grant(db, viewer, requireInput(input) as grants.GrantInput);
      return { success: true };
    },
  }),
  revokeProjectPermission: t.withAuth({ signedIn: true }).field({
    type: SuccessResponse,
    nullable: true,
    rule: granting,
    confirmed: 'never',
    description: 'Takes a permission on a project back, from them and their tokens at once.',
    args: { input: t.arg({ type: ProjectGrantInput }) },
    resolve: async (_root, { input }, { db, viewer }) => {
      await grants.revoke(db, viewer, requireInput(input) as grants.GrantInput);
      return { success: true };
    },
  }),
  submitAnalysis: t.withAuth({ signedIn: true }).field({
    type: Analysis,
    nullable: true,
    rule: { permission: 'EXECUTE_ANALYSIS', decides: 'ON_PROJECT' },
    confirmed: 'never',
    description: 'Submits the measures of a revision. Needs `EXECUTE_ANALYSIS` on the project or everywhere.',
    args: { input: t.arg({ type: SubmitAnalysisInput }) },
    resolve: async (_root, { input }, { db, viewer, lists }) => {
      const { id } = await analyses.submit(db, viewer, requireInput(input));
      return lists.written(analysisList, id);
    },
  }),
}));
