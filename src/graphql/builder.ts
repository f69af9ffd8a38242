/** The schema builder. The file of each noun adds its types. */
import SchemaBuilder from '@pothos/core';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import type { Permission } from '../domain/access/permissions.ts';
import AccessPlugin, { refusal, scopes } from './access/access.ts';
import type { Context, SignedIn } from './context.ts';
import PacingPlugin from './cost/pacing.ts';

export const builder = new SchemaBuilder<{
  Context: Context;
  AuthScopes: { public: boolean; signedIn: boolean; permission: Permission; onProjects: Permission };
  AuthContexts: { signedIn: SignedIn; permission: SignedIn };
  Scalars: {
    ID: { Input: string; Output: unknown };
    Int64Bit: { Input: string; Output: unknown };
    Datetime: { Input: Date; Output: unknown };
    Date: { Input: string; Output: unknown };
    Text: { Input: string; Output: unknown };
    Numeric: { Input: string; Output: unknown };
    EmailAddress: { Input: string; Output: unknown };
    SubnetScalar: { Input: string; Output: unknown };
    IP: { Input: string; Output: unknown };
  };
}>({
  plugins: [PacingPlugin, ScopeAuthPlugin, AccessPlugin],
  scopeAuth: {
    authScopes: scopes,
    unauthorizedError: (_parent, context, _info, result) => context.answer.failed() ?? refusal(context, result),
  },
});

builder.queryType({ description: 'The root fields that read.' });
builder.mutationType({ description: 'The root fields that change.' });
