/** English for what was changed, wherever it is shown. */
export const history = {
  title: 'Changes',
  program: 'Latchkey itself',
  somebody: 'Somebody',
  nothing: 'Nothing yet.',
  more: 'Show more',
};
