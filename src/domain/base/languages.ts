/** The languages of users: of the pages and of emails. An email that has no text in a language is sent in English. */
export const languages = ['en', 'fr'] as const;

export type Language = (typeof languages)[number];
