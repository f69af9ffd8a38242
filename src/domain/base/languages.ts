/** The languages of users: of the pages and of emails. */
export const languages = ['en', 'fr', 'de'] as const;

export type Language = (typeof languages)[number];
