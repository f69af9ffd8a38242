/** Checks documents of an access file against the schema of the server, before anything is changed. */
import { getOperationAST, parse } from 'graphql';
import { type Ask, AskError } from '../commands/ask.ts';
import { DomainError } from '../domain/base/errors.ts';
import { because } from '../domain/base/reasons.ts';
import { identityOf } from '../domain/tokens/operations.ts';
import { schema } from '../graphql/schema.ts';
import { requireFit } from '../graphql/tokens/operations.ts';
import type { State } from './state.ts';
import type { Wanted, WantedOperation } from './wanted.ts';

const planning = `query Documents($document: Text!, $operation_name: String) {
  required_permissions(document: $document, operation_name: $operation_name) { personal }
}`;

/** The line and the rule of each document that is not valid. Those that a token is bound to already are not checked again. */
export async function documentFaults(ask: Ask, { tokens }: Wanted, state: State): Promise<string[]> {
  const stored = state.tokens.flatMap(({ operations }) => operations.filter(({ document }) => document !== null));
  const checked = new Map<string, string | null>(stored.map((one) => [identityOf(one), null]));
  const faults: string[] = [];
  for (const operation of tokens.flatMap(({ operations }) => operations)) {
    const key = identityOf(operation);
    const rule = checked.has(key) ? checked.get(key) : await faultOf(ask, operation);
    checked.set(key, rule ?? null);
    if (rule) faults.push(`${operation.place} ${rule}`);
  }
  return faults;
}

/** Null: it is valid, and tokens may run it. */
async function faultOf(ask: Ask, operation: WantedOperation): Promise<string | null> {
  try {
    const { document, operationName: operation_name } = operation;
    const { required_permissions } = await ask<{ required_permissions: { personal: string[] } }>(planning, {
      document,
      operation_name,
    });
    const { personal } = required_permissions;
    if (personal.length > 0) return because('NOT_FOR_TOKENS', { methods: personal }).sentence;
    return faultOfVariables(operation);
  } catch (error) {
    if (!(error instanceof AskError) || error.code !== 'INVALID_INPUT') throw error;
    return error.message.replace(/^`document` /, '');
  }
}

/** Fixed values are checked by the schema of this version, because no query does it. */
function faultOfVariables({ document, operationName, pinnedVariables }: WantedOperation): string | null {
  const operation = document && getOperationAST(parse(document), operationName);
  if (!operation || !pinnedVariables) return null;
  try {
    requireFit(operation, JSON.parse(pinnedVariables), schema, 'variables');
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.message;
  }
}
