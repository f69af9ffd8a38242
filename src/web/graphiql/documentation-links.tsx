/**
 * Opens the documentation at a place in the address: `/graphiql#docs=Query.users`, `#docs=Mutation.createUser`,
 * `#docs=User` or `#docs=Permission.READ_USER`. Any page may link to it; an unknown name opens nothing.
 */
import { type SchemaReference, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import type { GraphQLSchema } from 'graphql';
import { useEffect } from 'react';

export function DocumentationLinks() {
  const schema = useGraphiQL((state) => state.schema);
  const { setSchemaReference } = useGraphiQLActions();
  useEffect(() => {
    if (!schema) return;
    const follow = () => {
      const reference = referenceTo(schema, window.location.hash);
      if (!reference) return;
      setSchemaReference(reference);
      showExplorer();
      // So that the same link works again, and a reload does not open it again.
      window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
    };
    follow();
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [schema, setSchemaReference]);
  return null;
}

/** GraphiQL opens the panel only through its button, which its own shortcut presses too. */
function showExplorer(): void {
  document.querySelector<HTMLElement>('.graphiql-sidebar button[aria-label="Show Documentation Explorer"]')?.click();
}

function referenceTo(schema: GraphQLSchema, hash: string): SchemaReference | null {
  const [, typeName = '', fieldName = ''] = /^#docs=(\w+)(?:\.(\w+))?$/.exec(hash) ?? [];
  const type = schema.getType(typeName);
  if (!type) return null;
  const fieldDef = 'getFields' in type ? type.getFields()[fieldName] : undefined;
  return (fieldDef
    ? { kind: 'Field', typeInfo: { schema, fieldDef, parentType: type } }
    : { kind: 'NamedType', typeInfo: { schema, type } }) as unknown as SchemaReference;
}
