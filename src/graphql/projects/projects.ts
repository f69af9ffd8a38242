/** The schema of projects, grants on them and analyses. */
import type { Measure } from '../../../schema/projects.ts';
import type { Viewer } from '../../domain/access/viewer.ts';
import { analysisList } from '../../domain/nouns/analyses.ts';
import { projectGrantList } from '../../domain/nouns/project-grants.ts';
import { projectList } from '../../domain/nouns/projects.ts';
import * as analyses from '../../domain/projects/analyses.ts';
import * as grants from '../../domain/projects/grants.ts';
import { effectiveOn } from '../../domain/projects/permissions.ts';
import * as projects from '../../domain/projects/projects.ts';
import type { Rule } from '../access/access-rules.ts';
import { currentPassword } from '../access/confirmation.ts';
import { builder } from '../builder.ts';
import { entity, list } from '../dialect/entities.ts';
import { ProjectPermission } from '../enums.ts';
import { requireInput, SuccessResponse } from '../inputs.ts';

const Project = entity(projectList, (t) => ({
  effective_permissions: t.field({
    type: [ProjectPermission],
    nullable: false,
    description:
      "The permissions of this request on the project: through a grant on it or everywhere, limited by the token's cap.",
    resolve: ({ id }, _args, { db, viewer, lists }) =>
      lists.about('effective permissions', (ids) => effectiveOn(db, viewer as Viewer, ids), id as string),
  }),
}));
entity(projectGrantList);

const MeasureType = builder.objectRef<Measure>('Measure').implement({
  description: 'A measure of an analysis.',
  fields: (t) => ({
    metric: t.exposeString('metric', { nullable: false, description: 'The name of the measure.' }),
    value: t.exposeString('value', { nullable: false, description: 'The result, as the program sent it.' }),
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
    .field(list(projectList, 'The projects on which the caller has a permission; with `READ_PROJECT` all projects.')),
);

const CreateProjectInput = builder.inputType('CreateProjectMutationInput', {
  description: 'A new project.',
  fields: (t) => ({
    key: t.string({
      required: true,
      description: '1 to 200 letters, digits or characters of `-_.:`, unique; it cannot be changed later.',
    }),
    name: t.string({ required: true, description: 'At most 100 characters.' }),
  }),
});

const UpdateProjectInput = builder.inputType('UpdateProjectMutationInput', {
  description: 'Changes of a project. Fields that are missing stay as they are.',
  fields: (t) => ({ name: t.string({ description: 'At most 100 characters.' }) }),
});

const ProjectGrantInput = builder.inputType('ProjectGrantMutationInput', {
  description: 'A permission on a project, for either a user or a role.',
  fields: (t) => ({
    project_key: t.string({ required: true, description: 'The id of the project.' }),
    permission: t.field({ type: ProjectPermission, required: true, description: 'The permission to grant.' }),
    user_id: t.field({ type: 'Int64Bit', description: 'The id of the user to whom it is granted.' }),
    role_id: t.field({ type: 'Int64Bit', description: 'The id of the role to whose users it is granted.' }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const MeasureInput = builder.inputType('MeasureInput', {
  description: 'A measure of an analysis.',
  fields: (t) => ({
    metric: t.string({ required: true, description: 'The name of the measure, at most 100 characters.' }),
    value: t.string({ required: true, description: 'The result.' }),
  }),
});

const SubmitAnalysisInput = builder.inputType('SubmitAnalysisMutationInput', {
  description: 'The measures of one revision.',
  fields: (t) => ({
    project_key: t.string({ required: true, description: 'The id of the project.' }),
    revision: t.string({
      required: true,
      description: 'The analysed revision, such as a commit. At most 100 characters.',
    }),
    branch: t.string({ required: true, description: 'The branch of the revision. At most 100 characters.' }),
    measures: t.field({ type: [MeasureInput], required: true, description: 'At most 1,000.' }),
  }),
});

/** Callers can grant, and take back, only permissions that they have on the project themselves. */
const granting: Rule = {
  permission: 'ADMINISTER_PROJECT',
  unknown: 'ON_PROJECT',
  byArgument: { 'input.permission': { requires: 'NAMED', unknown: 'ON_PROJECT' } },
};

builder.mutationFields((t) => ({
  createProject: t.withAuth({ permission: 'PROVISION_PROJECT' }).field({
    type: Project,
    nullable: true,
    confirmed: 'never',
    description: 'Creates a project, on which the caller then has all permissions.',
    args: { input: t.arg({ type: CreateProjectInput }) },
    resolve: async (_root, { input }, { db, viewer, lists }) => {
      const { id } = await projects.create(db, viewer, requireInput(input));
      return lists.written(projectList, id);
    },
  }),
  updateProject: t.withAuth({ signedIn: true }).field({
    type: Project,
    nullable: true,
    rule: { permission: 'ADMINISTER_PROJECT', unknown: 'ON_PROJECT' },
    confirmed: 'never',
    description: 'Renames a project that the caller administers. Its key stays.',
    args: {
      id: t.arg({ type: 'Int64Bit', required: true, description: 'The id of the project.' }),
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
      'Grants a user, or all users of a role, a permission on a project. The caller must administer the project and have the permission on it. A caller without `READ_USER` or `READ_ROLE` gets no error for a user or role that does not exist.',
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
    description: 'Takes back a permission on a project, with effect at once for the users and their tokens.',
    args: { input: t.arg({ type: ProjectGrantInput }) },
    resolve: async (_root, { input }, { db, viewer }) => {
      await grants.revoke(db, viewer, requireInput(input) as grants.GrantInput);
      return { success: true };
    },
  }),
  submitAnalysis: t.withAuth({ signedIn: true }).field({
    type: Analysis,
    nullable: true,
    rule: { permission: 'EXECUTE_ANALYSIS', unknown: 'ON_PROJECT' },
    confirmed: 'never',
    description: 'Submits the measures of a revision. Requires `EXECUTE_ANALYSIS` on the project or everywhere.',
    args: { input: t.arg({ type: SubmitAnalysisInput }) },
    resolve: async (_root, { input }, { db, viewer, lists }) => {
      const { id } = await analyses.submit(db, viewer, requireInput(input));
      return lists.written(analysisList, id);
    },
  }),
}));
