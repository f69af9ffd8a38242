/** English for the page about the system settings. */
export const systemSettings = {
  title: 'System settings',
  intro: 'Settings of the whole installation. They apply at once.',
  language: 'Language of new users',
  timezone: 'Time zone of days and times in emails',
  timezoneHint: 'A name such as Europe/Paris, America/New_York or UTC.',
  save: 'Save the settings',
  saved: 'The settings were changed.',
};
