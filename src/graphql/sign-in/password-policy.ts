/** The schema of the password policy. */
import * as policies from '../../domain/sign-in/password-policy.ts';
import { person } from '../access/access-rules.ts';
import { currentPassword } from '../access/confirmation.ts';
import { builder } from '../builder.ts';
import { commonFields } from '../dialect/common-fields.ts';
import { requireInput } from '../inputs.ts';

const rules = {
  minimum_length: 'The fewest characters of a password, from 8 to 72.',
  minimum_password_strength:
    'The least strength, from 0 to 4, as zxcvbn estimates it from the first 72 characters. 0: any. 3 withstands an attacker who has the hashes for a while. Common passwords and the names of the user count as weak.',
  requires_alpha_numeric: 'Whether a password must contain a letter and a digit.',
  requires_at_least_one_special_character: 'Whether a password must contain a space, a punctuation mark or a symbol.',
  requires_upper_and_lower_case_characters: 'Whether a password must contain an upper case and a lower case letter.',
};

const PasswordPolicy = builder.objectRef<policies.PasswordPolicy>('PasswordPolicy').implement({
  description: 'The rules for new passwords. Passwords that exist stay valid when it changes.',
  fields: (t) => ({
    ...commonFields(t, 'password_policy'),
    minimum_length: t.exposeInt('minimumLength', { nullable: false, description: rules.minimum_length }),
    minimum_password_strength: t.exposeInt('minimumPasswordStrength', {
      nullable: false,
      description: rules.minimum_password_strength,
    }),
    requires_alpha_numeric: t.exposeBoolean('requiresAlphaNumeric', {
      nullable: false,
      description: rules.requires_alpha_numeric,
    }),
    requires_at_least_one_special_character: t.exposeBoolean('requiresAtLeastOneSpecialCharacter', {
      nullable: false,
      description: rules.requires_at_least_one_special_character,
    }),
    requires_upper_and_lower_case_characters: t.exposeBoolean('requiresUpperAndLowerCaseCharacters', {
      nullable: false,
      description: rules.requires_upper_and_lower_case_characters,
    }),
  }),
});

const UpdatePasswordPolicyInput = builder.inputType('UpdatePasswordPolicyMutationInput', {
  description: 'Changes of the password policy. Fields that are missing or null stay as they are.',
  fields: (t) => ({
    minimum_length: t.int({ description: rules.minimum_length }),
    minimum_password_strength: t.int({ description: rules.minimum_password_strength }),
    requires_alpha_numeric: t.boolean({ description: rules.requires_alpha_numeric }),
    requires_at_least_one_special_character: t.boolean({
      description: rules.requires_at_least_one_special_character,
    }),
    requires_upper_and_lower_case_characters: t.boolean({
      description: rules.requires_upper_and_lower_case_characters,
    }),
    current_password: t.string({ description: currentPassword }),
  }),
});

builder.queryField('password_policy', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: PasswordPolicy,
    nullable: false,
    description: 'The rules for new passwords.',
    resolve: (_root, _args, { db }) => policies.read(db),
  }),
);

builder.mutationField('updatePasswordPolicy', (t) =>
  t.withAuth({ permission: 'UPDATE_PASSWORD_POLICY' }).field({
    type: PasswordPolicy,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description:
      'Changes the rules for new passwords. Passwords that exist stay valid. No token may call it: sign in first.',
    args: { input: t.arg({ type: UpdatePasswordPolicyInput }) },
    resolve: (_root, { input }, { db, viewer }) => policies.update(db, viewer, requireInput(input)),
  }),
);
