/** The schema of the system settings. */
import * as settings from '../../domain/settings/system-settings.ts';
import { currentPassword } from '../access/confirmation.ts';
import { builder } from '../builder.ts';
import { commonFields } from '../dialect/common-fields.ts';
import { Language } from '../enums.ts';
import { requireInput } from '../inputs.ts';

const rules = {
  application_firewall_enabled:
    'Whether pages and the API accept requests only from the subnets of `application_firewall_rules`.',
  language: 'The language of new users for whom none is given.',
  timezone: 'The time zone of days and times in emails, by its name in the IANA database, such as `Europe/Paris`.',
};

const SystemSetting = builder.objectRef<settings.SystemSettings>('SystemSetting').implement({
  description: 'The settings of the whole installation that are changed while it runs. There is one record.',
  fields: (t) => ({
    ...commonFields(t, 'system_setting'),
    application_firewall_enabled: t.exposeBoolean('applicationFirewallEnabled', {
      nullable: false,
      description: rules.application_firewall_enabled,
    }),
    language: t.field({
      type: Language,
      nullable: false,
      description: rules.language,
      resolve: ({ language }) => language as (typeof Language)['$inferType'],
    }),
    timezone: t.exposeString('timezone', { nullable: false, description: rules.timezone }),
  }),
});

const UpdateSystemSettingsInput = builder.inputType('UpdateSystemSettingsMutationInput', {
  description: 'Changes of the system settings. Fields that are missing or null stay as they are.',
  fields: (t) => ({
    application_firewall_enabled: t.boolean({ description: rules.application_firewall_enabled }),
    language: t.field({ type: Language, description: rules.language }),
    timezone: t.string({ description: rules.timezone }),
    current_password: t.string({ description: currentPassword }),
  }),
});

builder.queryField('system_setting', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: SystemSetting,
    nullable: false,
    description: 'The settings of the whole installation.',
    resolve: (_root, _args, { db }) => settings.read(db),
  }),
);

builder.mutationField('updateSystemSettings', (t) =>
  t.withAuth({ permission: 'UPDATE_SYSTEM_SETTINGS' }).field({
    type: SystemSetting,
    nullable: true,
    confirmed: 'always',
    description:
      'Changes the settings of the whole installation, with effect at once. CONFLICT refuses to enable the firewall while it has no rules, or while they would refuse the address of the caller.',
    args: { input: t.arg({ type: UpdateSystemSettingsInput }) },
    resolve: (_root, { input }, { db, viewer }) => settings.update(db, viewer, requireInput(input)),
  }),
);
