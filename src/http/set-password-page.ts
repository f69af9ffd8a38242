/** The page of a one-time link, on which a user sets a password. It works without its script, which marks the rules while the user types. */
import { html } from 'hono/html';
import { filled } from '../domain/base/sentences.ts';
import { columnsOf, type PasswordPolicy } from '../domain/sign-in/password-policy.ts';
import type { PageWords } from './page-words.ts';
import { setPasswordWords } from './set-password-words.ts';
import { alert, type Fault, page } from './sign-in-pages.ts';

export interface NewPassword {
  username: string;
  policy: PasswordPolicy;
  /** Words that count as easy to guess. */
  own: string[];
  /** The address of the script. */
  script: string;
}

export function setPasswordPage(
  nonce: string,
  { language, faults }: PageWords,
  { username, policy, own, script }: NewPassword,
  fault?: Fault,
) {
  const words = setPasswordWords[language];
  const judged = { policy: columnsOf(policy), own, words: words.whileTyping };
  return page(
    nonce,
    words.title,
    html`<p>${words.username}${' '}<strong>${username}</strong>.</p>${alert(fault, { ...faults, ...words.broken }, words.refused)}
<form method="post">
<input type="hidden" name="username" value="${username}" autocomplete="username">
<label for="password">${words.password}</label>
<input id="password" name="password" type="password" autocomplete="new-password" required autofocus aria-describedby="rules${fault ? ' fault' : ''}">
<ul class="rules" id="rules" data-judged="${JSON.stringify(judged)}">
${rulesOf(policy).map(([name, least]) => html`<li data-rule="${name}">${filled(words.rules[name], { least })}<span class="unseen"></span></li>`)}
<li>${words.advice}</li>
</ul>
<p class="unseen" role="status" id="rules-met"></p>
<button>${words.act}</button>
</form>
<script type="module" src="${script}"></script>`,
    language,
  );
}

type Rule = keyof (typeof setPasswordWords)['en']['rules'];

/** The rules of the policy, by the names under which the script knows them, with the least number of what they count. */
function rulesOf(policy: PasswordPolicy): [name: Rule, least: number][] {
  const rules: [name: Rule, isSet: boolean, least: number][] = [
    ['length', true, policy.minimumLength],
    ['letterAndDigit', policy.requiresAlphaNumeric, 1],
    ['bothCases', policy.requiresUpperAndLowerCaseCharacters, 1],
    ['special', policy.requiresAtLeastOneSpecialCharacter, 1],
    ['strength', policy.minimumPasswordStrength > 0, policy.minimumPasswordStrength],
  ];
  return rules.flatMap(([name, isSet, least]) => (isSet ? [[name, least] as [Rule, number]] : []));
}
