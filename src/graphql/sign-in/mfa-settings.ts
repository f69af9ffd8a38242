/** The schema of the setting whether everybody must have a second factor. */
import * as requirement from '../../domain/sign-in/factors/requirement.ts';
import { person } from '../access/access-rules.ts';
import { currentPassword } from '../access/confirmation.ts';
import { builder } from '../builder.ts';
import { commonFields } from '../dialect/common-fields.ts';
import { requireInput } from '../inputs.ts';

const isRequired =
  'Whether everybody must have a second factor. A session of a user without one can then do nothing but enroll one. Tokens are not affected.';

const MfaAdminSetting = builder.objectRef<requirement.MfaSetting>('MfaAdminSetting').implement({
  description: 'The setting for second factors.',
  fields: (t) => ({
    ...commonFields(t, 'mfa_admin_setting'),
    is_mfa_required: t.exposeBoolean('isMfaRequired', { nullable: false, description: isRequired }),
  }),
});

const UpdateMfaAdminSettingsInput = builder.inputType('UpdateMfaAdminSettingsMutationInput', {
  description: 'Changes of the setting for second factors. Fields that are missing or null stay as they are.',
  fields: (t) => ({
    is_mfa_required: t.boolean({
      description: `${isRequired} The caller must have one before requiring it of everybody.`,
    }),
    current_password: t.string({ description: currentPassword }),
  }),
});

builder.queryField('mfa_admin_setting', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: MfaAdminSetting,
    nullable: false,
    description: 'The setting for second factors.',
    resolve: (_root, _args, { db }) => requirement.read(db),
  }),
);

builder.mutationField('updateMfaAdminSettings', (t) =>
  t.withAuth({ permission: 'UPDATE_MFA_ADMIN_SETTINGS' }).field({
    type: MfaAdminSetting,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description: 'Changes the setting for second factors. No token may call it: sign in first.',
    args: { input: t.arg({ type: UpdateMfaAdminSettingsInput }) },
    resolve: (_root, { input }, { db, viewer }) => requirement.update(db, viewer, requireInput(input)),
  }),
);
