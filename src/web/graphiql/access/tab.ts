/** The open tab of GraphiQL: the document, its operation and variables, and the token it is run with. */
import { pick, tryParseJSONC, useGraphiQL } from '@graphiql/react';
import { parse } from 'graphql';

export interface Tab {
  document: string;
  /** Of several operations, the one with the cursor. */
  operationName: string | null;
  /** As JSON without comments; null when there are none, or they are not JSON. */
  variables: string | null;
  areVariablesWrong: boolean;
  /** The `Authorization` of the headers editor; null: the session. */
  authorization: string | null;
}

export function useTab(): Tab {
  const { tabs, activeTabIndex, operationName } = useGraphiQL(pick('tabs', 'activeTabIndex', 'operationName'));
  const tab = tabs[activeTabIndex];
  const document = tab?.query ?? '';
  const variables = objectIn(tab?.variables);
  return {
    document,
    operationName: chosen(document, operationName),
    variables: variables ? JSON.stringify(variables) : null,
    areVariablesWrong: variables === undefined,
    authorization: authorizationIn(objectIn(tab?.headers) ?? {}),
  };
}

/** Writes a token into the tab's headers editor, whose headers are sent with its requests, or removes it there. */
export function useSetToken(): (token: string | null) => void {
  const editor = useGraphiQL((state) => state.headerEditor);
  return (token) => {
    const headers = Object.entries(objectIn(editor?.getValue()) ?? {}).filter(([name]) => !isAuthorization(name));
    if (token) headers.push(['Authorization', `Bearer ${token}`]);
    editor?.setValue(headers.length > 0 ? JSON.stringify(Object.fromEntries(headers), null, 2) : '');
  };
}

export const tokenIn = (authorization: string | null) => /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? null;

/** The names of a document's operations, '' for one without; null when it cannot be parsed or contains none. */
export function operationsOf(document: string): string[] | null {
  try {
    const operations = parse(document).definitions.filter((one) => one.kind === 'OperationDefinition');
    return operations.length > 0 ? operations.map(({ name }) => name?.value ?? '') : null;
  } catch {
    return null;
  }
}

/** Just after a change of tabs GraphiQL still names the operation of the previous one. */
function chosen(document: string, named: string | undefined): string | null {
  const operations = operationsOf(document) ?? [];
  return (named && operations.includes(named) ? named : operations[0]) || null;
}

/** Null for an empty text, undefined for what is not a JSON object. */
function objectIn(text: string | null | undefined): Record<string, unknown> | null | undefined {
  try {
    return tryParseJSONC(text ?? '') ?? null;
  } catch {
    return undefined;
  }
}

const isAuthorization = (name: string) => name.toLowerCase() === 'authorization';

function authorizationIn(headers: Record<string, unknown>): string | null {
  const [, value] = Object.entries(headers).find(([name]) => isAuthorization(name)) ?? [];
  return value ? String(value) : null;
}
