/** The token in an Authorization header, as Latchkey itself reads it. */

/** Undefined: no credential was sent. Empty: it contains no token. */
export function tokenIn(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  const [, bearer] = /^bearer +(\S+) *$/i.exec(authorization) ?? [];
  return bearer ?? userNameIn(authorization) ?? '';
}

/** Of Basic with the token as user name and no password. */
function userNameIn(authorization: string): string | undefined {
  const [, encoded = ''] = /^basic +([\w+/]+=*) *$/i.exec(authorization) ?? [];
  try {
    return /^(\S+):$/.exec(atob(encoded))?.[1];
  } catch {
    return undefined;
  }
}
