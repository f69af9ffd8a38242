/** English for the history of changes. */
export const history = {
  title: 'Changes',
  program: 'Latchkey',
  somebody: 'A user',
  nothing: 'Nothing yet.',
  more: 'Show more',
};
