/** What the documents of a program need, file by file: for a person, a program or the remarks on a pull request. */
import { readFile } from 'node:fs/promises';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  NoUnusedFragmentsRule,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { glob } from 'tinyglobby';
import { lacking, type Permission } from './domain/permissions.ts';
import { type Plan, planOf, type Requirement } from './graphql/plan.ts';
import { schema } from './graphql/schema.ts';

export interface Planned {
  file: string;
  /** The operation's name, or what it is where it has none. */
  operation: string;
  line: number;
  plan: Plan;
  /** What whoever is to run it lacks. */
  missing: Permission[];
}

/** Plans every operation in the files the patterns name. Fragments may stand in any of them. */
export async function planFiles(patterns: string[], held: ReadonlySet<Permission> | null): Promise<Planned[]> {
  const files = (await glob(patterns)).sort();
  if (files.length === 0) throw new Error(`No files match ${patterns.join(' ')}.`);
  const parsed = await Promise.all(files.map(async (file) => ({ file, document: await read(file) })));
  const fragments = parsed.flatMap(({ document }) => document.definitions.filter(isFragment));
  return parsed.flatMap(({ file, document }) =>
    document.definitions.filter(isOperation).map((operation) => planOne(file, operation, fragments, held)),
  );
}

async function read(file: string): Promise<DocumentNode> {
  try {
    return parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`);
  }
}

const isFragment = (node: { kind: string }): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION;
const isOperation = (node: { kind: string }): node is OperationDefinitionNode =>
  node.kind === Kind.OPERATION_DEFINITION;

/** A document of one operation uses few of the fragments there are. */
const rules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);

function planOne(
  file: string,
  operation: OperationDefinitionNode,
  fragments: FragmentDefinitionNode[],
  held: ReadonlySet<Permission> | null,
): Planned {
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] };
  const [fault] = validate(schema, document, rules);
  if (fault) throw new Error(`${file}: ${fault.message}`);
  const plan = planOf(schema, document);
  return {
    file,
    operation: operation.name?.value ?? operation.operation,
    line: operation.loc?.startToken.line ?? 1,
    plan,
    missing: held ? lacking(plan.permissions, held) : [],
  };
}

/** How the plans are printed. */
export const formats = {
  text: (planned: Planned[]) => planned.map(inWords).join('\n\n'),
  json: (planned: Planned[]) => JSON.stringify(planned, null, 2),
  sarif: (planned: Planned[]) => JSON.stringify(sarif(planned), null, 2),
};

const why = ({ permission, path, field }: Requirement) => `  ${permission}  ${path} (${field})`;

function inWords({ file, line, operation, plan, missing }: Planned): string {
  return [
    `${file}:${line} ${operation}`,
    ...[...new Set(plan.requirements.map(why))],
    ...plan.unknowns.map(({ path, reason }) => `  unknown  ${path}: ${reason}`),
    ...(missing.length > 0 ? [`  MISSING  ${missing.join(', ')}`] : []),
  ].join('\n');
}

/** A result for every permission that is missing, as SARIF 2.1.0. */
function sarif(planned: Planned[]) {
  const results = planned.flatMap(({ file, line, operation, plan, missing }) =>
    missing.map((permission) => {
      const paths = plan.requirements.filter((one) => one.permission === permission).map(({ path }) => path);
      const text = `${operation} needs ${permission}, for ${[...new Set(paths)].join(', ')}.`;
      const physicalLocation = { artifactLocation: { uri: file }, region: { startLine: line } };
      return { ruleId: permission, level: 'error', message: { text }, locations: [{ physicalLocation }] };
    }),
  );
  const ids = [...new Set(results.map(({ ruleId }) => ruleId))];
  const driver = { name: 'latchkey plan', rules: ids.map((id) => ({ id })) };
  return {
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [{ tool: { driver }, results }],
  };
}
