/** The request of a tab as a command for a shell: with the token in it, so it is shown where the token is. */
import type { Tab } from './tab.ts';

export function curl({ document, operationName, variables }: Tab, secret: string): string {
  const body = {
    query: document,
    ...(operationName ? { operationName } : {}),
    ...(variables ? { variables: JSON.parse(variables) } : {}),
  };
  return [
    `curl ${quoted(`${window.location.origin}/api/graphql`)}`,
    `-H ${quoted(`Authorization: Bearer ${secret}`)}`,
    `-H ${quoted('Content-Type: application/json')}`,
    `-d ${quoted(JSON.stringify(body))}`,
  ].join(' \\\n  ');
}

/** Nothing in single quotes means anything to a shell but their end. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
