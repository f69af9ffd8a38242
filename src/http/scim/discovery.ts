/** What clients of SCIM read about the server: what it supports, its kinds of resources and their attributes. */

import { mostResults } from './query.ts';
import { userSchema } from './users.ts';

const core = 'urn:ietf:params:scim:schemas:core:2.0:';

export const serviceProviderConfig = (base: string) => ({
  schemas: [`${core}ServiceProviderConfig`],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: mostResults },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Personal access token',
      description: 'A token of Latchkey as Bearer, whose owner has READ_USER, CREATE_USER and UPDATE_USER.',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
});

export const resourceTypes = (base: string) => [
  {
    schemas: [`${core}ResourceType`],
    id: 'User',
    name: 'User',
    description: 'A person with an account.',
    endpoint: '/Users',
    schema: userSchema,
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/User` },
  },
];

export const schemas = (base: string) => [
  {
    schemas: [`${core}Schema`],
    id: userSchema,
    name: 'User',
    description: 'A person with an account.',
    attributes: [
      text('userName', 'The name to sign in with, at most 100 characters without spaces.', {
        required: true,
        uniqueness: 'server',
      }),
      {
        ...text('name', 'The name of the person.'),
        type: 'complex',
        subAttributes: [
          text('formatted', 'The whole name, at most 100 characters. Without it, the parts are joined.'),
          text('givenName', 'The given name, at most 100 characters.'),
          text('familyName', 'The family name, at most 100 characters.'),
        ],
      },
      text('displayName', 'The name that is shown to the public, at most 100 characters.'),
      {
        ...text('emails', 'The one email address of the user.', { required: true }),
        type: 'complex',
        multiValued: true,
        subAttributes: [
          text('value', 'The address.', { uniqueness: 'server' }),
          { ...text('type', 'Always work.', { mutability: 'readOnly' }), canonicalValues: ['work'] },
          { ...text('primary', 'Always true.', { mutability: 'readOnly' }), type: 'boolean' },
        ],
      },
      {
        ...text('active', 'Whether the user is enabled. False ends all sessions and revokes all tokens at once.'),
        type: 'boolean',
      },
      text('externalId', 'The name of the user at the identity provider.', { caseExact: true, uniqueness: 'server' }),
    ],
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${userSchema}` },
  },
];

/** A text whose case does not count, optional and not unique, unless `more` says otherwise. */
const text = (name: string, description: string, more: object = {}) => ({
  name,
  type: 'string',
  multiValued: false,
  description,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...more,
});
