/** English for the history of changes. */
export const history = {
  title: 'History',
  program: 'Latchkey',
  somebody: 'A user',
  nothing: 'Nothing yet.',
  more: 'Show more',
  values: (count: number) => (count === 1 ? '1 value' : `${count} values`),
  before: 'Before',
  after: 'After',
  added: 'Added',
  removed: 'Removed',
  none: 'nothing',
};
