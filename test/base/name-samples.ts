/** Invalid names, and spellings that count as the same name. */

export const unfit: [why: string, name: string][] = [
  ['is empty', ''],
  ['is blank', ' \t\n'],
  ['consists of fillers and blank patterns', '\u3164\u2800 \uffa0'],
  ['consists of symbols without a picture', '\u{1d159}\u{16fe4}'],
  ['is too long', 'x'.repeat(101)],
  ['contains a bell character', 'a\u0007b'],
  ['contains a line break', 'a\nb'],
  ['contains a terminal escape sequence', 'a\u001b[31mb'],
  ['contains a NUL', 'a\u0000b'],
  ['contains a right-to-left override', 'a\u202eb'],
  ['contains a zero-width space', 'a\u200bb'],
  ['contains a byte order mark', 'a\ufeffb'],
  ['contains a line separator', 'a\u2028b'],
  ['contains half a surrogate pair', 'a\ud800b'],
];

/** All look like `Paypal`. */
export const lookAlikes: [how: string, name: string][] = [
  ['the same spelling', 'Paypal'],
  ['upper case', 'PAYPAL'],
  ['lower case', 'paypal'],
  ['Cyrillic letters', 'P\u0430yp\u0430l'],
  ['fullwidth letters', '\uff30\uff41\uff59\uff50\uff41\uff4c'],
  ['mathematical letters', '\u{1d40f}aypal'],
  ['spaces around it', '  Paypal '],
];
