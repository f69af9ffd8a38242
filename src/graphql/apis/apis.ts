/** The schema of APIs and their operations. */
import * as apis from '../../domain/apis/apis.ts';
import { apiList, apiOperationList } from '../../domain/nouns/apis.ts';
import { person } from '../access/access-rules.ts';
import { currentPassword } from '../access/confirmation.ts';
import { builder } from '../builder.ts';
import { entity, list } from '../dialect/entities.ts';
import { requireInput, SuccessResponse } from '../inputs.ts';

const Api = entity(apiList);
entity(apiOperationList);

builder.queryField('apis', (t) =>
  t.withAuth({ permission: 'MANAGE_APIS' }).field(list(apiList, 'The APIs of other services, at most 50.')),
);

const texts = {
  name: '1 to 64 lower case letters, digits or characters of `-_.`, beginning with a letter or a digit. It never changes.',
  description: 'What the API is. At most 200 characters.',
  document:
    'An OpenAPI document of version 3.0 or 3.1 in JSON or YAML: at most 500,000 characters and 1,000 operations. Each operation names the permissions that it requires, by `x-latchkey-permission` or by the scopes of `security`; docs/services.md has the rules.',
};

const CreateInput = builder.inputType('CreateApiMutationInput', {
  description: 'A new API.',
  fields: (t) => ({
    name: t.string({ required: true, description: texts.name }),
    description: t.string({ description: texts.description }),
    document: t.string({ required: true, description: texts.document }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const UpdateInput = builder.inputType('UpdateApiMutationInput', {
  description: 'Changes of an API. Fields that are missing or null stay as they are.',
  fields: (t) => ({
    description: t.string({ description: texts.description }),
    document: t.string({ description: texts.document }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const noToken = 'No token may call it: sign in first.';

builder.mutationFields((t) => {
  const id = t.arg({ type: 'Int64Bit', required: true, description: 'The id of the API.' });
  return {
    createApi: t.withAuth({ permission: 'MANAGE_APIS' }).field({
      type: Api,
      nullable: true,
      rule: person,
      confirmed: 'always',
      description: `Registers an API with its OpenAPI document, at most 50. Errors: INVALID_INPUT, which names the place in the document and the rule; CONFLICT. ${noToken}`,
      args: { input: t.arg({ type: CreateInput }) },
      resolve: async (_root, { input }, { db, viewer, lists }) => {
        const made = await apis.create(db, viewer, requireInput(input));
        return lists.written(apiList, made.id);
      },
    }),
    updateApi: t.withAuth({ permission: 'MANAGE_APIS' }).field({
      type: Api,
      nullable: true,
      rule: person,
      confirmed: 'always',
      description: `Changes an API. A new document replaces the one before as a whole, from the next check on in every process. Errors: INVALID_INPUT, NOT_FOUND. ${noToken}`,
      args: { input: t.arg({ type: UpdateInput }), id },
      resolve: async (_root, { input, id }, { db, viewer, lists }) => {
        await apis.update(db, viewer, id, requireInput(input));
        return lists.written(apiList, id);
      },
    }),
    deleteApi: t.withAuth({ permission: 'MANAGE_APIS' }).field({
      type: SuccessResponse,
      nullable: true,
      rule: person,
      confirmed: 'always',
      description: `Deletes an API. Proxies that name it refuse every request from then on. Errors: NOT_FOUND. ${noToken}`,
      args: { id, current_password: t.arg.string({ description: currentPassword }) },
      resolve: async (_root, { id }, { db, viewer }) => {
        await apis.remove(db, viewer, id);
        return { success: true };
      },
    }),
  };
});
