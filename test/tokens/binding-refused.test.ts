/** Operations that a token cannot be bound to: each error names the invalid field with its index in the list. */
import { describe, expect, test } from '@jest/globals';
import { expectRefusal } from '../access/writing.ts';
import { kinds } from '../server.ts';
import { create, edit, freshName, inBrowser, made, project, serviceAccount, world } from './acts.ts';
import { sha256 } from './sending.ts';

const users = '{ users { entities { name } } }';
const roles = 'query R($id: Int64Bit) { roles(id: $id) { entities { id name } } }';
const two = 'query A { me { id } } query B { me { username } }';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);

  const wrong: [why: string, operations: object[], field: string, rule: string | RegExp][] = [
    ['no operations', [], 'operations', 'must not be empty.'],
    [
      '101 operations',
      Array.from({ length: 101 }, (_, n) => ({ hash: sha256(`${n}`) })),
      'operations',
      'must have at most 100 entries.',
    ],
    [
      'more text than is checked in one request',
      [1, 2, 3].map((n) => ({ document: `${' '.repeat(70_000)}{ a${n}: me { id } }` })),
      'operations',
      'must have documents of at most 200000 characters in total.',
    ],
    [
      'an operation without document and hash',
      [{ document: users }, {}],
      'operations[1].document',
      'or `hash` is required, but not both.',
    ],
    [
      'an operation with document and hash',
      [{ document: users, hash: sha256(users) }],
      'operations[0].document',
      'or `hash` is required, but not both.',
    ],
    ['a short hash', [{ hash: sha256(users).slice(1) }], 'operations[0].hash', 'must be 64 hexadecimal digits.'],
    [
      'another kind of hash',
      [{ hash: `md5:${sha256(users)}` }],
      'operations[0].hash',
      'must be 64 hexadecimal digits.',
    ],
    ['text that is not a document', [{ document: 'users' }], 'operations[0].document', /^cannot be parsed: /],
    [
      'a document that is nested too deeply',
      [{ document: `{${'a{'.repeat(60)}b${'}'.repeat(61)}` }],
      'operations[0].document',
      /60 levels/,
    ],
    [
      'an unknown field',
      [{ document: '{ users { secrets } }' }],
      'operations[0].document',
      /^is not valid for the schema: /,
    ],
    [
      'a mutation that no token may call',
      [{ document: 'mutation { confirmPassword(current_password: "x") { success } }' }],
      'operations[0].document',
      'calls confirmPassword, which no token may call.',
    ],
    [
      'one of several operations without its name',
      [{ document: two }],
      'operations[0].operation_name',
      'must be the name of an operation in the document.',
    ],
    [
      'an unknown operation name',
      [{ document: users, operation_name: 'Users' }],
      'operations[0].operation_name',
      'must be the name of an operation in the document.',
    ],
    [
      'pinned variables that are not JSON',
      [{ document: roles, pinned_variables: '{id: 1}' }],
      'operations[0].pinned_variables',
      'is not valid JSON.',
    ],
    [
      'pinned variables that are a list',
      [{ document: roles, pinned_variables: '[1]' }],
      'operations[0].pinned_variables',
      'must be a JSON object.',
    ],
    [
      'pinned variables that are null',
      [{ document: roles, pinned_variables: 'null' }],
      'operations[0].pinned_variables',
      'must be a JSON object.',
    ],
    [
      'pinned variables with a prototype',
      [{ hash: sha256(roles), pinned_variables: '{"\\u005f_proto__": {}}' }],
      'operations[0].pinned_variables',
      'must not contain the name "__proto__".',
    ],
    [
      'pinned variables with unclosed brackets',
      [{ document: roles, pinned_variables: '['.repeat(90_000) }],
      'operations[0].pinned_variables',
      'is not valid JSON.',
    ],
    [
      'an undeclared variable',
      [{ document: users }, { document: roles, pinned_variables: '{"ids": 1}' }],
      'operations[1].pinned_variables',
      'contains $ids, which the operation does not declare.',
    ],
    [
      'a variable of another operation',
      [
        {
          document: 'query A($a: Int64Bit) { users(id: $a) { entities { id } } } query B { me { id } }',
          operation_name: 'B',
          pinned_variables: '{"a": 1}',
        },
      ],
      'operations[0].pinned_variables',
      'contains $a, which the operation does not declare.',
    ],
    [
      'a value of another type',
      [{ document: roles, pinned_variables: '{"id": "x; y"}' }],
      'operations[0].pinned_variables',
      /^is not valid for \$id: This is not a valid Int64Bit\./,
    ],
    [
      'a wrong value, which the error does not repeat',
      [
        {
          document: 'query U($n: Int!) { users(paginator: { page: $n, records_per_page: 1 }) { entities { id } } }',
          pinned_variables: '{"n": "secret"}',
        },
      ],
      'operations[0].pinned_variables',
      'is not valid for $n: Int cannot represent non-integer value.',
    ],
    [
      'a number that JavaScript cannot hold',
      [{ document: roles, pinned_variables: '{"id": 9007199254740993}' }],
      'operations[0].pinned_variables',
      /^is not valid for \$id: /,
    ],
    [
      'the same operation twice',
      [
        { document: roles, pinned_variables: '{"id": "1"}' },
        { document: roles },
        { hash: sha256(roles), pinned_variables: ' {"id" :"1"}' },
      ],
      'operations[2]',
      'is the same as operations[0].',
    ],
  ];
  test.each(wrong)('a token cannot be bound to %s', async (_why, operations, field, rule) => {
    const { extensions } = await expectRefusal(at.server, 'INVALID_INPUT', () =>
      create(at.owner, { name: freshName(), operations }),
    );
    expect(extensions.fields).toEqual({ [field]: rule instanceof RegExp ? expect.stringMatching(rule) : rule });
  });

  test('an owner who lacks a permission of the documents is refused, and the error names it', async () => {
    const by = await inBrowser(at.server, await at.as.having('READ_USER'));
    const operations = [{ document: users }, { document: roles }];
    const { extensions } = await expectRefusal(at.server, 'FORBIDDEN', () =>
      create(by, { name: freshName(), operations }),
    );
    expect(extensions.missing_permissions).toEqual(['READ_ROLE']);
  });

  test('only tokens of type USER can be bound', async () => {
    const { key } = await project(at);
    const { id: user_id } = await serviceAccount(at);
    for (const cap of [{ type: 'PROJECT_ANALYSIS', project_key: key }, { type: 'GLOBAL_ANALYSIS' }]) {
      const operations = [{ document: '{ me { id } }' }];
      const { extensions } = await expectRefusal(at.server, 'INVALID_INPUT', () =>
        create(at.owner, { name: freshName(), ...cap, operations }),
      );
      expect(extensions.fields).toEqual({ operations: `is not for tokens of type ${cap.type}.` });
      const { id } = await made(at.owner, cap);
      await expectRefusal(at.server, 'INVALID_INPUT', () => edit(at.owner, id, { operations }));
    }
    expect(
      (await create(at.owner, { name: freshName(), user_id, operations: [{ document: '{ me { id } }' }] })).errors,
    ).toBeUndefined();
  });
});
