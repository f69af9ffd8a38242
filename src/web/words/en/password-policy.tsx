/** English for the page about the password policy. */
export const passwordPolicy = {
  title: 'Password policy',
  intro:
    'The rules for new passwords. A change does not end passwords that exist: users keep theirs until they set a new one.',
  notNumber: 'A whole number is needed.',
  length: { label: 'Shortest length, in characters', text: 'From 8 to 72.' },
  strength: {
    label: 'Least strength',
    levels: ['0: any password', '1: too easy', '2: easy to guess', '3: hard to guess', '4: very hard to guess'],
    text: [
      'Strength is not checked.',
      'Withstands a thousand guesses.',
      'Withstands a million guesses: slow guessing at the sign-in page, which locks accounts anyway.',
      'Withstands 100 million guesses: an attacker who has the hashes, for a while.',
      'Withstands 10 billion guesses. Many people need several tries to find such a password.',
    ],
  },
  switches: {
    requires_alpha_numeric: { label: 'A letter and a digit', text: 'Of any script.' },
    requires_upper_and_lower_case_characters: {
      label: 'An upper case and a lower case letter',
      text: 'Scripts without cases, such as Chinese, cannot meet this rule.',
    },
    requires_at_least_one_special_character: {
      label: 'A special character',
      text: 'A space, a punctuation mark or a symbol.',
    },
  },
  preview: {
    title: 'What this means',
    text: 'This is how the rules above, saved or not, judge passwords.',
    columns: { password: 'Password', verdict: 'Verdict' },
    accepted: 'Accepted',
    refused: (rules: string) => `Refused. Missing: ${rules}`,
    pending: 'Being checked…',
    try: 'Try one',
    tryHint: 'It stays in this page. Do not enter a password that you use.',
  },
  save: 'Save the policy',
  saved: 'The policy was changed. Passwords that exist stay valid.',
};
