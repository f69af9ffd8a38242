/** The rules of German texts that a program can check. */

const rules: [fault: string, pattern: RegExp][] = [
  ['a space before punctuation', /[\p{L}\p{N}…“)][ \u00a0\u202f]+[:;!?]/u],
  ['other quotes than „…“', /["'”‘«»]|^[^„]*“|„[^“]*$/],
  ['a hyphen or dots as a dash or ellipsis', /[\p{L}\p{N}…] - (?!_)|\.{3}/u],
  ['a breaking space before a unit', /[\d…] (?:[kMG]?B|ms|%)(?![\p{L}])/u],
  ['an English word', /\b(?:the|of|is|are|your|with|you|this|that|not|to|has|have|by)\b/i],
  ['the informal address', /\b(?:du|dein\w*|dich|dir)\b/i],
  [
    '“Token” with another gender than neuter',
    /\b(?:der|den|einen|diesen|dieser|keinen|jeder|jeden) (?:Zugriffst|T)oken\b/i,
  ],
];

/** What is wrong with the texts, examples in JSON aside: the rule and the text. */
export const faultsInGerman = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => {
    const prose = text.replace(/\{"[^}]*\}/g, '');
    return rules.filter(([, pattern]) => pattern.test(prose)).map(([fault]) => `${fault}: ${text}`);
  });
