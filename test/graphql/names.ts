/** Names no name may be, and spellings that are one name with another. */

export const unfit: [why: string, name: string][] = [
  ['is empty', ''],
  ['is blank', ' \t\n'],
  ['is too long', 'x'.repeat(101)],
  ['holds a bell', 'a\u0007b'],
  ['breaks the line', 'a\nb'],
  ['colours the terminal', 'a\u001b[31mb'],
  ['holds a NUL', 'a\u0000b'],
  ['turns the writing around', 'a\u202eb'],
  ['holds a space without width', 'a\u200bb'],
  ['holds a mark of byte order', 'a\ufeffb'],
  ['holds a line separator', 'a\u2028b'],
  ['holds half a character', 'a\ud800b'],
];

/** All look like `Paypal`. */
export const lookAlikes: [how: string, name: string][] = [
  ['the same', 'Paypal'],
  ['upper case', 'PAYPAL'],
  ['lower case', 'paypal'],
  ['Cyrillic letters', 'P\u0430yp\u0430l'],
  ['fullwidth letters', '\uff30\uff41\uff59\uff50\uff41\uff4c'],
  ['mathematical letters', '\u{1d40f}aypal'],
  ['spaces around it', '  Paypal '],
];
