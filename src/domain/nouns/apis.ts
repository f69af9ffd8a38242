/** The list definitions of APIs and of their operations. */
import { apiOperations, apis } from '../../../schema/apis.ts';
import { permissionsIn } from '../apis/requiring.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';
import { accessLogsOf } from './access-logs.ts';
import { logsOf } from './logs.ts';

export const apiList: Definition = defineList({
  type: 'Api',
  description:
    'Another service with its OpenAPI document, from which `/auth/verify?api=` knows what each request to it requires.',
  table: apis,
  permission: 'MANAGE_APIS',
  columns: {
    name: is('string', apis.name, 'The name, which never changes, because the configuration of proxies contains it.'),
    description: is('string', apis.description, 'What the API is, at most 200 characters.'),
    document: is('text', apis.document, 'The OpenAPI document as it was given, in JSON or YAML.'),
  },
  relations: {
    operations: {
      to: 'ApiOperation',
      many: true,
      from: 'id',
      at: apiOperations.apiId,
      description: 'The operations of the document. Every other request is refused.',
    },
    logs: logsOf('Api'),
    access_logs: accessLogsOf('Api'),
  },
});

export const apiOperationList: Definition = defineList({
  type: 'ApiOperation',
  description: 'An operation of an API, with what it requires of its caller.',
  table: apiOperations,
  permission: 'MANAGE_APIS',
  columns: {
    method: is('string', apiOperations.method, 'The HTTP method, such as `GET`, which stands for `HEAD` too.'),
    path: is(
      'string',
      apiOperations.path,
      'The path with the base path of the server, such as `/v1/invoices/{id}`. A parameter matches one segment that is not empty.',
    ),
    requires: is(
      'text',
      apiOperations.requires,
      'The permissions that the caller needs: `and` between those that are needed together, `or` between alternatives. Empty: any valid token will do.',
    ),
    permissions: is(
      'permissions',
      permissionsIn(apiOperations.requires),
      'All permissions that `requires` names, each once.',
    ),
    resource: maybe(
      'string',
      apiOperations.resource,
      'The resource on which the permissions are needed, such as `project:{key}` with a parameter of the path. Null: everywhere.',
    ),
  },
});
