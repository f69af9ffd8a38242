/**
 * What is known only when a document runs, as one table: a name for programs and pages, and a sentence with at most one
 * placeholder.
 */
import { filled } from '../../domain/base/sentences.ts';

export const unknownKinds = {
  PERSON: 'No token may call it; a person must sign in.',
  ITSELF: 'A token may call it only for itself, and only if the token policy allows it.',
  ROLE_GIVEN: 'The caller must have all permissions of the role.',
  USER_CHANGED: 'The user must have no permissions that the caller lacks. No token may set a password.',
  ROLE_MADE: 'The caller must have all permissions that the role is given. A note requires CREATE_NOTE.',
  NOTE_LEFT: 'A note requires CREATE_NOTE.',
  ROLE_CHANGED:
    'The caller must be able to grant all permissions of the role, before and after the change. A note requires CREATE_NOTE.',
  NOTE_CHANGED:
    "The caller must be able to read the record that the note is on. Other users' notes require ALTER_OTHERS_NOTES.",
  RECORD_OPENED: 'The caller must be able to read the record. A note requires CREATE_NOTE.',
  REQUESTS_SEEN: "Other users' requests are listed only with READ_ACCESS_REQUEST.",
  NOTES_SEEN:
    "Notes on users are listed only with READ_USER, on roles only with READ_ROLE, on firewall rules only with READ_APPLICATION_FIREWALL_RULE, and on other users' tokens only with READ_PERSONAL_ACCESS_TOKEN.",
  TOKENS_SEEN: "Other users' tokens are shown only with READ_PERSONAL_ACCESS_TOKEN.",
  PROJECTS_SEEN:
    'Which projects are listed depends on grants, and on READ_PROJECT, ADMINISTER_PROJECT and EXECUTE_ANALYSIS.',
  ON_PROJECT: 'Requires {about} on the project, or on all projects.',
  REACH_SEEN: "A role requires READ_ROLE, another user's token READ_PERSONAL_ACCESS_TOKEN.",
  TYPE: 'The type of {about} is known only when the document runs; all selected types are counted.',
  FILTERS: '{about} may filter or search by relations, each of which requires the permission to read it.',
  CONDITION: '{about} is known only when the document runs; without a default it is counted as selected.',
} as const;

/** What decides which rows a caller sees, for nouns of which not all callers see all rows. */
export const rowsSeen: Record<string, keyof typeof unknownKinds> = {
  AccessRequest: 'REQUESTS_SEEN',
  Analysis: 'PROJECTS_SEEN',
  Note: 'NOTES_SEEN',
  PersonalAccessToken: 'TOKENS_SEEN',
  Project: 'PROJECTS_SEEN',
};

export type UnknownKind = keyof typeof unknownKinds;

export const reasonOf = (kind: UnknownKind, about: string | null): string =>
  filled(unknownKinds[kind], { about: about ?? '' });
