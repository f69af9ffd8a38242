/** Prints a report: for people, for programs, or as annotations on a pull request. */
import { relative, sep } from 'node:path';
import type { Location } from './documents-in-code.ts';
import type { Need, Planned, Report } from './plan.ts';
import type { Fault } from './read-files.ts';

export const formats = {
  text: (report: Report) =>
    [...report.operations.map(inWords), ...report.faults.map(faultInWords), summary(report)].join('\n\n'),
  json: (report: Report) => JSON.stringify(report, null, 2),
  sarif: (report: Report) => JSON.stringify(sarif(report), null, 2),
};

const at = (file: string, location: Location | null) =>
  location ? `${file}:${location.line}:${location.column}` : file;

function inWords({ file, location, operation, needs, unknowns, missing, missingMethods }: Planned): string {
  return [
    `${at(file, location)} ${operation}`,
    ...needs.flatMap(({ permission, places }) => [
      `  ${permission}`,
      ...places.map(({ file, line, column, path, field }) => `    ${at(file, { line, column })} ${path} (${field})`),
    ]),
    ...unknowns.map(({ path, reason }) => `  UNKNOWN  ${path}: ${reason}`),
    ...(missing.length > 0 ? [`  MISSING  ${missing.join(', ')}`] : []),
    ...(missingMethods.length > 0 ? [`  MISSING  the root fields ${missingMethods.join(', ')}`] : []),
  ].join('\n');
}

const faultInWords = ({ file, location, message }: Fault) => `${at(file, location)}\n  CANNOT BE CHECKED  ${message}`;

const count = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

/** The last line: the number of operations, what they need together, and what is missing or cannot be checked. */
export function summary({ files, operations, faults }: Report): string {
  const needed = [...new Set(operations.flatMap(({ needs }) => needs.map(({ permission }) => permission)))];
  const missing = [...new Set(operations.flatMap(({ missing, missingMethods }) => [...missing, ...missingMethods]))];
  const short = operations.filter((one) => isShort(one)).length;
  return [
    `${count(operations.length, 'operation')} in ${count(files, 'file')}, together needing ${needed.join(', ') || 'no permission'}.`,
    ...(short > 0 ? [`Missing: ${missing.join(', ')}, for ${count(short, 'operation')}.`] : []),
    ...(faults.length > 0 ? [`Cannot be checked: ${faults.length}.`] : []),
    ...(operations.length + faults.length === 0 ? ['These files contain no operation.'] : []),
  ].join(' ');
}

const isShort = ({ missing, missingMethods }: Planned) => missing.length + missingMethods.length > 0;

/**
 * Exit codes: 0: all permissions are there. 1: something is missing. 2: something cannot be checked, whether or not
 * anything is missing.
 */
export function exitCodeOf({ operations, faults }: Report): 0 | 1 | 2 {
  if (faults.length > 0 || operations.length === 0) return 2;
  return operations.some(isShort) ? 1 : 0;
}

/**
 * SARIF 2.1.0: a result for every missing permission of an operation, at the first field that needs it, and for every
 * fault.
 */
function sarif({ operations, faults }: Report) {
  const results = [...operations.flatMap(resultsOf), ...faults.map(faultResult)];
  const rules = [...new Set(results.map(({ ruleId }) => ruleId))].map((id) => ({ id }));
  return {
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [{ tool: { driver: { name: 'latchkey plan', rules } }, results }],
  };
}

const resultsOf = (planned: Planned) => [
  ...planned.needs.filter(({ missing }) => missing).map((need) => missingResult(planned, need)),
  ...planned.missingMethods.map((method) =>
    result(
      method,
      `${planned.operation} calls ${method}, which the token may not call.`,
      planned.file,
      planned.location,
    ),
  ),
];

function missingResult({ operation, file, location }: Planned, { permission, places }: Need) {
  const paths = [...new Set(places.map(({ path }) => path))];
  const [first, ...others] = places;
  return {
    ...result(
      permission,
      `${operation} needs ${permission}, for ${paths.join(', ')}.`,
      first?.file ?? file,
      first ?? location,
    ),
    ...(others.length > 0 ? { relatedLocations: others.map((place) => physical(place.file, place)) } : {}),
  };
}

const faultResult = ({ file, location, message }: Fault) => result('cannot-be-judged', message, file, location);

const result = (ruleId: string, text: string, file: string, location: Location | null) => ({
  ruleId,
  level: 'error',
  message: { text },
  locations: [physical(file, location)],
});

/** Paths in SARIF are URIs, relative to the current folder. */
const physical = (file: string, location: Location | null) => ({
  physicalLocation: {
    artifactLocation: { uri: relative('.', file).split(sep).map(encodeURIComponent).join('/') },
    ...(location ? { region: { startLine: location.line, startColumn: location.column } } : {}),
  },
});
