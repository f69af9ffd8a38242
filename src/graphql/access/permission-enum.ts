/**
 * The enum `Permission` has the custom permissions of the present catalog, too. Its values are exchanged within the one schema:
 * building another schema would take longer than a request, and every compiled query belongs to its schema.
 */
import { GraphQLEnumType, type GraphQLSchema, isEnumType } from 'graphql';
import { type Entry, isBuiltIn, perCatalog, permissions } from '../../domain/access/permissions.ts';

/** The description of a value. */
export const describedPermission = ({ group, description, warning }: Entry): string =>
  [`${group}: ${description}`, warning].filter(Boolean).join(' ');

/** Makes the values of the enum those of the catalog, whenever it is read. */
export function followCatalog(schema: GraphQLSchema): void {
  const type = schema.getType('Permission');
  if (!isEnumType(type)) throw new Error('The schema has no enum Permission.');
  const builtIn = type.toConfig();
  const now = perCatalog(() => {
    const custom = [...permissions].filter(([name]) => !isBuiltIn(name));
    const values = Object.fromEntries(
      custom.map(([name, entry]) => {
        const retired = entry.retired ? { deprecationReason: 'Retired: it cannot be granted any more.' } : {};
        return [name, { value: name, description: describedPermission(entry), ...retired }];
      }),
    );
    return new GraphQLEnumType({ ...builtIn, values: { ...builtIn.values, ...values } });
  });
  // All other methods of the type use these.
  type.getValues = () => now().getValues();
  type.getValue = (name) => now().getValue(name);
  type.serialize = (value) => now().serialize(value);
}
