/** English for the history of changes. */
export const history = {
  title: 'History',
  program: 'Latchkey',
  somebody: 'A user',
  nothing: 'Nothing yet.',
  more: 'Show more',
};
