/**
 * Noninterference: two databases that differ only in what a permission protects give equal answers to a caller with every
 * other permission. A difference is a leak. `NONINTERFERENCE_DOCUMENTS` sets the number of requests, each of which is sent
 * without each permission, `NONINTERFERENCE_SEED` their seed, `NONINTERFERENCE_SHOWN` how many leaks end the run.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, isInputObjectType, isObjectType } from 'graphql';
import { everyPermission, type Permission } from '../../src/domain/access/permissions.ts';
import { coverage } from '../plan/coverage.ts';
import { type Generated, type Request, randomRequest } from '../plan/random-requests.ts';
import { kinds } from '../server.ts';
import { guarded, inOne } from './guarded.ts';
import { type Credential, openDatabases, type Pair } from './pair.ts';

const documents = Number(process.env.NONINTERFERENCE_DOCUMENTS ?? 0);
const mostShown = Number(process.env.NONINTERFERENCE_SHOWN ?? 5);
const guarding = Object.keys(guarded) as Permission[];

const printed = buildSchema(readFileSync('schema/api.graphql', 'utf8'));

/** The permissions that `schema/api.graphql` requires for reading. */
function readBy(): Permission[] {
  const types = Object.values(printed.getTypeMap()).filter((type) => !isInputObjectType(type));
  const reading = types.filter(isObjectType).filter((type) => type !== printed.getMutationType());
  const texts = reading.flatMap((type) => [
    type.description,
    ...Object.values(type.getFields()).flatMap(({ description, args }) => [
      description,
      ...args.map((one) => one.description),
    ]),
  ]);
  return [...everyPermission].filter((permission) => texts.some((text) => text?.includes(`\`${permission}\``)));
}

test('every permission that is required for reading is tested, except CREATE_USER', () => {
  // CREATE_USER shows whether emails can be sent, which is a setting of the installation and no row.
  const ofRows = readBy().filter((permission) => permission !== 'CREATE_USER');
  expect(guarding.toSorted()).toEqual(ofRows.toSorted());
});

/** Values of the rows, in both databases and in only one of them. */
const known = {
  ids: ['1', '2', '3', '4', '5', ...inOne],
  words: [
    'e',
    '1',
    'moon',
    'loop',
    'name',
    'role',
    'token',
    'entry',
    'seen',
    'note',
    'reason',
    '555',
    'user',
    'foo.org',
  ],
};

interface Leak {
  permission: Permission;
  credential: Credential;
  document: string;
  variables: string;
  one: string;
  other: string;
}

/** `compared`: pairs of answers; `refused`: those that name the missing permission; `acting`: requests that were left out. */
const counted = { compared: 0, refused: 0, acting: 0, characters: 0 };

const print = (what: string, about: unknown) =>
  process.stderr.write(`noninterference, ${what}: ${JSON.stringify(about)}\n`);

/** Whether the request may act on a row that exists in only one of the databases. */
function actsOnOne(permission: Permission, { document, variables }: Request): boolean {
  const isNamed = inOne.some((id) => new RegExp(`\\b${id}\\b`).test(document + JSON.stringify(variables)));
  return isNamed && (guarded[permission]?.acts ?? []).some((act) => document.includes(`: ${act}(`));
}

/** An answer that differs on every attempt: at first new ids or secrets may differ, and on any attempt the clock. */
async function leakOf(pair: Pair, request: Request, credential: Credential): Promise<Leak | null> {
  for (let tries = 4; ; tries--) {
    const [one, other] = await pair.answers(request, credential, tries < 4);
    if (one === other) {
      counted.compared++;
      counted.characters += one.length;
      if (one.includes(`"missing":["${pair.permission}"`)) counted.refused++;
      return null;
    }
    const { document, variables } = request;
    if (tries === 1)
      return { permission: pair.permission, credential, document, variables: JSON.stringify(variables), one, other };
  }
}

const short = kinds.map((kind) => ({ kind, documents: 20 }));
const long = [{ kind: 'postgres' as const, documents }];

test.each(documents > 0 ? long : short)(
  'a permission that the caller lacks protects its rows from every one of $documents random requests on $kind',
  async ({ kind, documents }) => {
    const generated: Generated = new Map();
    const seed = Number(process.env.NONINTERFERENCE_SEED ?? Date.now() % 2 ** 31);
    print('seed', seed);
    const requests: Request[] = [];
    fc.assert(
      fc.property(fc.gen(), (g) => {
        requests.push(randomRequest(g, { generated, known }));
      }),
      { numRuns: documents, seed },
    );
    const leaks: Leak[] = [];
    const databases = await openDatabases(kind);
    for (const permission of guarding) {
      const pair = await databases.pairFor(permission);
      for (const [place, request] of requests.entries()) {
        if (leaks.length >= mostShown) break;
        if (actsOnOne(permission, request)) counted.acting++;
        if (actsOnOne(permission, request)) continue;
        const leak = await leakOf(pair, request, place % 3 === 0 ? 'token' : 'session');
        if (!leak) continue;
        leaks.push(leak);
        print('a leak', leak);
      }
      if (documents > 1_000) print(`without ${permission}`, { ...counted, leaks: leaks.length });
    }
    await databases.close();
    print(`${guarding.length} permissions, ${documents} documents`, counted);
    print('generated', coverage(generated));
    expect(leaks).toEqual([]);
  },
  7_200_000,
);
