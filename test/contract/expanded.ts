/** The files of the contract, with the directive `@list` expanded to the arguments that it stands for. */
import { readFileSync } from 'node:fs';
import {
  concatAST,
  type DocumentNode,
  type InputValueDefinitionNode,
  type ObjectTypeDefinitionNode,
  parse,
  type TypeNode,
  visit,
} from 'graphql';

const ofEveryList = `paginator: Paginator, sorter: [Sorter], search: [Search], general_search: String,
  aggregation: [Aggregator], reverse_relation_filters: [ReverseRelationFilter]`;

const file = (name: string) => parse(readFileSync(new URL(name, import.meta.url), 'utf8'));

/** What clients rely on. */
export const contract = expanded(concatAST([file('contract.graphql'), file('contract-inputs.graphql')]));

function expanded(document: DocumentNode): DocumentNode {
  const objects = new Map(
    document.definitions.flatMap((one) => (one.kind === 'ObjectTypeDefinition' ? [[one.name.value, one]] : [])),
  );
  const isColumn = (type: TypeNode) => !objects.has(named(type)) && !/Interface$|^Permission$/.test(named(type));
  const equalities = (type: string) =>
    (objects.get(type)?.fields ?? [])
      // Secrets are shown once or never: they are no columns and cannot be compared.
      .filter(({ name, type }) => isColumn(type) && !/^(token|secret_data)$/.test(name.value))
      .map(({ name, type }) => `${name.value}: ${named(type)}`);
  return visit(document, {
    DirectiveDefinition: () => null,
    FieldDefinition: (field) => {
      const [list] = field.directives ?? [];
      if (!list) return undefined;
      const mode = list.arguments?.length ? 'general_search_mode: GeneralSearchMode = ROOT' : '';
      const listed = named(field.type).replace(/Connection$/, '');
      const permissions = listed === 'Role' ? 'applied_permissions: [Permission]' : '';
      return {
        ...field,
        directives: [],
        arguments: argumentsOf([...equalities(listed), permissions, ofEveryList, mode].join(' ')),
      };
    },
  });
}

function named(type: TypeNode): string {
  return type.kind === 'NamedType' ? type.name.value : named(type.type);
}

function argumentsOf(text: string): readonly InputValueDefinitionNode[] {
  const [type] = parse(`type T { field(${text}): Int }`).definitions as ObjectTypeDefinitionNode[];
  return type?.fields?.[0]?.arguments ?? [];
}
