/** What only running a document can tell, as one table: a name for programs and pages, and a sentence with a gap at most. */
import { filled } from '../../domain/base/sentences.ts';

export const decisions = {
  PERSON: 'No token may call it: a person has to sign in.',
  ITSELF: 'No token may call it, except for itself where the token policy allows that.',
  ROLE_GIVEN: 'Nobody puts users in roles that may do what they may not.',
  USER_CHANGED: 'Nobody changes users who may do what they may not, and no token sets a password.',
  ROLE_MADE: 'Nobody grants permissions they lack; a note needs CREATE_NOTE.',
  ROLE_CHANGED: 'A role is changed only by whoever could grant it, as it was and as it is to be.',
  REQUESTS_SEEN: "Whose requests it lists depends on READ_ACCESS_REQUEST; one's own need no permission.",
  TOKENS_SEEN: "Whose tokens it shows depends on READ_PERSONAL_ACCESS_TOKEN; one's own need no permission.",
  PROJECTS_SEEN:
    'Which projects it lists depends on grants, and on READ_PROJECT, ADMINISTER_PROJECT and EXECUTE_ANALYSIS.',
  ON_PROJECT: 'Needs {about} on the project named, or everywhere.',
  REACH_SEEN: 'A role needs READ_ROLE, the token of somebody else READ_PERSONAL_ACCESS_TOKEN.',
  TYPE: 'Which type of {about} stands here is known when it runs; all selected are counted.',
  FILTERS: '{about} may filter or search by relations, each of which takes what reading it takes.',
  CONDITION: '{about} decides when it runs; without a default it is counted as selected.',
} as const;

/** What decides which rows of a noun one sees, for nouns of which not everybody sees all. */
export const rowsSeen: Record<string, keyof typeof decisions> = {
  AccessRequest: 'REQUESTS_SEEN',
  Analysis: 'PROJECTS_SEEN',
  PersonalAccessToken: 'TOKENS_SEEN',
  Project: 'PROJECTS_SEEN',
};

export type Decision = keyof typeof decisions;

export const decides = (decision: Decision, about: string | null): string =>
  filled(decisions[decision], { about: about ?? '' });
