/** The rules of the application firewall: who may change them, which values they accept, and that nobody locks out themselves. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { expectRefusal, lastEntries } from '../access/writing.ts';
import { kinds } from '../server.ts';
import { holding, inBrowser, world } from '../tokens/acts.ts';
import {
  askFrom,
  bearer,
  createRule,
  deleteRule,
  isOn,
  outcome,
  setFirewall,
  setSettings,
  settings,
  updateRule,
} from './sending.ts';

const office = '192.0.2.7';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind, () => settings);
  beforeEach(() => setFirewall(at.server, false));

  const create = async (subnet: string, description = 'somewhere'): Promise<string> =>
    (await at.owner(createRule, { input: { subnet, description } })).data.done.id;
  const subnets = async () =>
    (
      await at.owner(
        '{ application_firewall_rules(sorter: [{ attribute: "id", direction: ASC }]) { entities { subnet } } }',
      )
    ).data.application_firewall_rules.entities.map(({ subnet }: { subnet: string }) => subnet);

  test('a rule is created, changed and deleted, each with a log entry', async () => {
    const made = await at.owner(createRule, { input: { subnet: '198.51.100.0/24', description: '  The office  ' } });
    expect(made.data.done).toEqual({ id: expect.any(String), subnet: '198.51.100.0/24', description: 'The office' });
    const { id } = made.data.done;
    expect(await lastEntries(at.server)).toMatchObject([
      {
        type: 'CREATED',
        loggable_type: 'ApplicationFirewallRule',
        loggable_id: id,
        current: { subnet: '198.51.100.0/24', description: 'The office' },
        user_id: at.ownerId,
      },
    ]);
    const changed = await at.owner(updateRule, { id, input: { subnet: '2001:db8::/32' } });
    expect(changed.data.done).toEqual({ id, subnet: '2001:db8::/32', description: 'The office' });
    expect(await lastEntries(at.server)).toMatchObject([
      { type: 'UPDATED', previous: { subnet: '198.51.100.0/24' }, current: { subnet: '2001:db8::/32' } },
    ]);
    expect((await at.owner(deleteRule, { id })).data.done).toEqual({ success: true });
    expect(await lastEntries(at.server)).toMatchObject([{ type: 'DELETED', previous: { subnet: '2001:db8::/32' } }]);
    expect(await subnets()).toEqual([]);
  });

  test('a note is left on the rule by users who may leave notes', async () => {
    const note = { message: 'Ask Grace before changing it', priority: 'NORMAL' };
    const made = await at.owner(createRule, { input: { subnet: '10.0.0.0/8', description: 'inside', note } });
    const { id } = made.data.done;
    const again = { message: 'Changed for the move', priority: 'STICKY' };
    await at.owner(updateRule, { id, input: { note: again } });
    const query = `{ application_firewall_rules(id: ${id}) { entities { notes { entities { message priority user_id } } logs { entities { type } } } } }`;
    const [rule] = (await at.owner(query)).data.application_firewall_rules.entities;
    expect(rule.notes.entities).toEqual([note, again].map((one) => ({ ...one, user_id: at.ownerId })));
    expect(rule.logs.entities.map(({ type }: { type: string }) => type)).toEqual([
      'CREATED',
      'OTHER',
      'UPDATED',
      'OTHER',
    ]);
    const without = await at.as.having('CREATE_APPLICATION_FIREWALL_RULE', 'READ_APPLICATION_FIREWALL_RULE');
    const input = { subnet: '11.0.0.0/8', description: 'x', note };
    const { extensions } = await expectRefusal(at.server, 'FORBIDDEN', () => without.ask(createRule, { input }));
    expect(extensions.missing_permissions).toEqual(['CREATE_NOTE']);
  });

  test('each act requires its permission, and reading requires READ_APPLICATION_FIREWALL_RULE', async () => {
    const id = await create('10.0.0.0/8');
    const { ask } = await at.as.having('CREATE_NOTE', 'READ_USER');
    const acts: [string, object, string][] = [
      [createRule, { input: { subnet: '11.0.0.0/8', description: 'x' } }, 'CREATE_APPLICATION_FIREWALL_RULE'],
      [updateRule, { id, input: { description: 'x' } }, 'UPDATE_APPLICATION_FIREWALL_RULE'],
      [deleteRule, { id }, 'DELETE_APPLICATION_FIREWALL_RULE'],
      [setSettings, { input: { application_firewall_enabled: true } }, 'UPDATE_SYSTEM_SETTINGS'],
      ['{ application_firewall_rules { entities { id } } }', {}, 'READ_APPLICATION_FIREWALL_RULE'],
    ];
    for (const [text, variables, permission] of acts) {
      const { extensions } = await expectRefusal(at.server, 'FORBIDDEN', () => ask(text, variables));
      expect(extensions.missing_permissions).toEqual([permission]);
    }
  });

  test.each([
    ['host bits are cleared', '192.0.2.77/24', '192.0.2.0/24'],
    ['an address is a subnet of one', '192.0.2.77/32', '192.0.2.77/32'],
    ['everything', '0.0.0.0/0', '0.0.0.0/0'],
    ['IPv6 is shortened', '2001:0DB8:0:0::1/48', '2001:db8::/48'],
    ['IPv4 in the form of IPv6 is written as IPv4', '::ffff:10.1.2.3/104', '10.0.0.0/8'],
  ])('subnets are stored in one form: %s', async (_what, subnet, stored) => {
    await create(subnet);
    expect(await subnets()).toEqual([stored]);
  });

  test.each([
    ['an address', { subnet: '192.0.2.1' }, 'input.subnet'],
    ['too many bits', { subnet: '192.0.2.0/33' }, 'input.subnet'],
    ['a name', { subnet: 'office/24' }, 'input.subnet'],
    ['a blank description', { description: ' ' }, 'description'],
    ['a long description', { description: 'x'.repeat(201) }, 'description'],
  ])('%s is refused, in a new rule and in a change', async (_what, wrong, field) => {
    const id = await create('10.0.0.0/8');
    const whole = { subnet: '11.0.0.0/8', description: 'x', ...wrong };
    const named = ({ extensions: { fields } }: { extensions: { fields?: object } }) => Object.keys(fields ?? {});
    const refusals = [
      await expectRefusal(at.server, 'INVALID_INPUT', () => at.owner(createRule, { input: whole })),
      await expectRefusal(at.server, 'INVALID_INPUT', () => at.owner(updateRule, { id, input: wrong })),
    ];
    for (const refusal of refusals) expect(named(refusal).join()).toContain(field.replace('input.', ''));
  });

  test('a missing input and an unknown rule are refused', async () => {
    await expectRefusal(at.server, 'INVALID_INPUT', () => at.owner(createRule, {}));
    await expectRefusal(at.server, 'NOT_FOUND', () => at.owner(updateRule, { id: '999', input: { description: 'x' } }));
    await expectRefusal(at.server, 'NOT_FOUND', () => at.owner(deleteRule, { id: '999' }));
  });

  test('a subnet has one rule, however it is written, and there are at most 200 rules', async () => {
    const id = await create('10.0.0.0/8');
    await create('11.0.0.0/8');
    const same = { subnet: '::ffff:11.9.9.9/104', description: 'x' };
    const taken = await expectRefusal(at.server, 'CONFLICT', () => at.owner(createRule, { input: same }));
    expect(Object.keys(taken.extensions.fields ?? {})).toEqual(['subnet']);
    await expectRefusal(at.server, 'CONFLICT', () => at.owner(updateRule, { id, input: { subnet: same.subnet } }));
    await setFirewall(at.server, false, ...Array.from({ length: 200 }, (_, number) => `10.0.${number}.0/24`));
    await expectRefusal(at.server, 'CONFLICT', () => at.owner(createRule, { input: same }));
  });

  test('in a session each change but a deletion requires a recently confirmed password', async () => {
    const by = await inBrowser(at.server, { id: at.ownerId }, 60);
    const id = await create('10.0.0.0/8');
    const calls: [string, object][] = [
      [createRule, { input: { subnet: '11.0.0.0/8', description: 'x' } }],
      [updateRule, { id, input: { description: 'x' } }],
      [setSettings, { input: { language: 'fr' } }],
    ];
    for (const [text, variables] of calls)
      await expectRefusal(at.server, 'PASSWORD_CONFIRMATION_REQUIRED', () => by(text, variables));
    expect((await by(deleteRule, { id })).data.done).toEqual({ success: true });
  });

  describe('a caller cannot lock out themselves', () => {
    const token = async () => (await at.as.owner()).token;
    const enable = { input: { application_firewall_enabled: true } };

    test('the firewall is not enabled without a rule, nor with rules that do not admit the caller', async () => {
      const by = bearer(await token());
      const send = () => askFrom(at.server, office, by, setSettings, enable);
      const without = await expectRefusal(at.server, 'CONFLICT', send);
      expect(without.message).toContain('no rules');
      await setFirewall(at.server, false, '198.51.100.0/24', '2001:db8::/32');
      const { message, extensions } = await expectRefusal(at.server, 'CONFLICT', send);
      expect(message).toContain(office);
      expect(Object.keys(extensions.fields ?? {})).toEqual(['application_firewall_enabled']);
      expect(await isOn(at.server)).toBe(false);
    });

    test.each([
      ['IPv4', office, '192.0.2.0/24'],
      ['IPv6', '2001:db8:1::5', '2001:db8::/32'],
      ['IPv4 in the form of IPv6', `::ffff:${office}`, '192.0.2.0/24'],
    ])('it is enabled where a rule admits the address of the caller: %s', async (_what, address, subnet) => {
      await setFirewall(at.server, false, subnet);
      const answer = await askFrom(at.server, address, bearer(await token()), setSettings, enable);
      expect(outcome(answer)).toMatchObject({ application_firewall_enabled: true });
      expect(await lastEntries(at.server)).toMatchObject([
        { loggable_type: 'SystemSetting', current: { application_firewall_enabled: true } },
      ]);
    });

    test('while it is on, the last rule that admits the caller is neither changed nor deleted', async () => {
      const by = bearer(await token());
      const send = (text: string, variables: object) => () => askFrom(at.server, office, by, text, variables);
      await setFirewall(at.server, true, '192.0.2.0/24');
      const other = (await send(createRule, { input: { subnet: '198.51.100.0/24', description: 'x' } })()).data.done.id;
      const query = '{ application_firewall_rules(subnet: "192.0.2.0/24") { entities { id } } }';
      const { id } = (await send(query, {})()).data.application_firewall_rules.entities[0];
      await expectRefusal(at.server, 'CONFLICT', send(deleteRule, { id }));
      await expectRefusal(at.server, 'CONFLICT', send(updateRule, { id, input: { subnet: '192.0.2.128/25' } }));
      expect(outcome(await send(updateRule, { id, input: { subnet: '192.0.2.0/28' } })())).toMatchObject({ id });
      expect(outcome(await send(deleteRule, { id: other })())).toEqual({ success: true });
      const off = { input: { application_firewall_enabled: false } };
      expect(outcome(await send(setSettings, off)())).toMatchObject({ application_firewall_enabled: false });
      expect(outcome(await send(deleteRule, { id })())).toEqual({ success: true });
    });

    test('of two callers who delete the two rules that admit both, one is refused', async () => {
      await setFirewall(at.server, true, '192.0.2.0/24', '192.0.0.0/16');
      const [one, other] = [bearer(await token()), bearer(await token())];
      const query = '{ application_firewall_rules { entities { id } } }';
      const { entities } = (await askFrom(at.server, office, one, query)).data.application_firewall_rules;
      const answers = await Promise.all(
        [one, other].map((by, place) => askFrom(at.server, office, by, deleteRule, { id: entities[place].id })),
      );
      expect(answers.map((answer) => outcome(answer)?.success ?? outcome(answer)[0]).sort()).toEqual(
        [true, 'CONFLICT'].sort(),
      );
    });
  });

  test('the language of new users and the time zone are settings, and a wrong time zone is refused', async () => {
    const answer = await at.owner(setSettings, { input: { language: 'fr', timezone: 'europe/paris' } });
    expect(outcome(answer)).toMatchObject({ language: 'fr', timezone: 'Europe/Paris' });
    const user = (username: string, more = {}) => ({
      ...{ name: username, public_name: username, username, email_address: `${username}@example.com` },
      ...more,
    });
    const text = 'mutation ($input: CreateUserMutationInput) { done: createUser(input: $input) { language } }';
    expect(outcome(await at.owner(text, { input: user('margaret') }))).toEqual({ language: 'fr' });
    expect(outcome(await at.owner(text, { input: user('dorothy', { language: 'en' }) }))).toEqual({ language: 'en' });
    for (const timezone of ['Mars/Olympus', '', '+01:00']) {
      const refused = await expectRefusal(at.server, 'INVALID_INPUT', () =>
        at.owner(setSettings, { input: { timezone } }),
      );
      expect(Object.keys(refused.extensions.fields ?? {})).toEqual(['timezone']);
    }
    expect(
      (await holding(at.server, (await at.as.having()).token)('{ system_setting { language timezone } }')).data,
    ).toEqual({
      system_setting: { language: 'fr', timezone: 'Europe/Paris' },
    });
    await at.owner(setSettings, { input: { language: 'en', timezone: 'UTC' } });
  });
});
