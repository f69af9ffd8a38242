/**
 * A text somebody typed, for places that take no elements, such as the name of a button: its direction stays its own.
 * Elsewhere `<bdi>` does that.
 */
export const isolated = (text: string) => `\u2068${text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')}\u2069`;
