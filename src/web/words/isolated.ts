/**
 * A text that a user typed, for places without elements, such as the label of a button. Its writing direction does not
 * affect the text around it; elsewhere `<bdi>` does the same.
 */
export const isolated = (text: string) => `\u2068${text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')}\u2069`;
