/** The contract as a table of facts, each of which holds for a schema or does not. */
import {
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
  type GraphQLType,
  type InputValueDefinitionNode,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  print,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql';

export interface Fact {
  /** Such as `User.role(name: String)`. */
  text: string;
  holds(schema: GraphQLSchema): boolean;
}

export const factsOf = ({ definitions }: DocumentNode): Fact[] => definitions.flatMap(factsIn);

function factsIn(definition: DefinitionNode): Fact[] {
  switch (definition.kind) {
    case 'ScalarTypeDefinition':
      return [exists(definition.name.value)];
    case 'ObjectTypeDefinition':
    case 'InterfaceTypeDefinition':
      return [exists(definition.name.value), ...fieldsOf(definition.name.value, definition.fields)];
    case 'InputObjectTypeDefinition':
      return [
        exists(definition.name.value),
        ...(definition.fields ?? []).map((one) => inputField(definition.name.value, one)),
      ];
    case 'EnumTypeDefinition':
      return [
        exists(definition.name.value),
        ...(definition.values ?? []).map((value) => enumValue(definition.name.value, value.name.value)),
      ];
    default:
      throw new Error(`There are no facts of ${definition.kind}.`);
  }
}

const exists = (name: string): Fact => ({ text: name, holds: (schema) => schema.getType(name) !== undefined });

const enumValue = (type: string, value: string): Fact => ({
  text: `${type}.${value}`,
  holds: (schema) => {
    const found = schema.getType(type);
    return isEnumType(found) && found.getValue(value) !== undefined;
  },
});

const fieldsOf = (type: string, fields: readonly FieldDefinitionNode[] = []): Fact[] =>
  fields.flatMap((field) => {
    const place = `${type}.${field.name.value}`;
    const find = (schema: GraphQLSchema) => fieldIn(schema, type, field.name.value);
    const returned: Fact = {
      text: `${place}: ${print(field.type)}`,
      holds: (schema) => isReturned(field.type, find(schema)?.type),
    };
    const taken = (field.arguments ?? []).map(
      (argument): Fact => ({
        text: `${place}(${print(argument)})`,
        holds: (schema) =>
          isTaken(
            argument,
            find(schema)?.args.find(({ name }) => name === argument.name.value),
          ),
      }),
    );
    return [returned, ...taken];
  });

function fieldIn(schema: GraphQLSchema, type: string, field: string): GraphQLField<unknown, unknown> | undefined {
  const found = schema.getType(type);
  return isObjectType(found) || isInterfaceType(found) ? found.getFields()[field] : undefined;
}

const inputField = (type: string, field: InputValueDefinitionNode): Fact => ({
  text: `${type}.${print(field)}`,
  holds: (schema) => {
    const found = schema.getType(type);
    return isInputObjectType(found) && isTaken(field, found.getFields()[field.name.value]);
  },
});

/** A client that expects this type can read ours: ours may be null only where this one may be. */
function isReturned(expected: TypeNode, ours: GraphQLType | undefined): boolean {
  if (!ours) return false;
  if (expected.kind === 'NonNullType') return isNonNullType(ours) && isReturned(expected.type, ours.ofType);
  const bare = isNonNullType(ours) ? ours.ofType : ours;
  if (expected.kind === 'ListType') return isListType(bare) && isReturned(expected.type, bare.ofType);
  return String(bare) === expected.name.value;
}

/** A client may send what it declares as this type: ours requires a value only where this one does, and has the same default. */
function isTaken(
  { type, defaultValue }: InputValueDefinitionNode,
  ours: GraphQLArgument | GraphQLInputField | undefined,
): boolean {
  if (!ours || !accepts(ours.type, type)) return false;
  return defaultValue === undefined || valueFromASTUntyped(defaultValue) === ours.defaultValue;
}

function accepts(ours: GraphQLType, sent: TypeNode): boolean {
  if (isNonNullType(ours)) return sent.kind === 'NonNullType' && accepts(ours.ofType, sent.type);
  const bare = sent.kind === 'NonNullType' ? sent.type : sent;
  if (bare.kind === 'ListType') return isListType(ours) && accepts(ours.ofType, bare.type);
  return String(ours) === bare.name.value;
}
