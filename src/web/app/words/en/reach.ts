/** English for how far somebody reaches. */
export const reach = {
  nothing: 'Nothing it may do leads to more than this.',
  leadsTo: {
    PERMISSIONS: 'To permissions it lacks:',
    METHODS: 'To methods it may not call:',
    PERSON: 'To what only people may do:',
    PLACES: 'To use from other networks:',
    OUTLIVING: 'To a way in that is left when it has ended:',
  },
};
