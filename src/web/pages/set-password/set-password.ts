/** Marks the rules on the page of a one-time link while the user types. The page works without it. */
import { type Rule, rulesOf } from '../../features/new-password/rules.ts';
import { strengthOf } from '../../features/new-password/strength.ts';

const field = document.querySelector<HTMLInputElement>('#password');
const list = document.querySelector<HTMLElement>('#rules');
const status = document.querySelector<HTMLElement>('#rules-met');
const { policy, own, words } = JSON.parse(list?.dataset.judged ?? '{}');
const pauseMs = 1_000;

let asked = new AbortController();
let announcing: ReturnType<typeof setTimeout>;

function show(rules: Rule[]): void {
  const password = field?.value ?? '';
  for (const { name, isKept } of rules) {
    const item = list?.querySelector<HTMLElement>(`[data-rule=${name}]`);
    item?.classList.toggle('kept', isKept === true);
    const state = item?.querySelector('.unseen');
    if (state) state.textContent = password === '' ? '' : ` (${stateOf(isKept)})`;
  }
  clearTimeout(announcing);
  announcing = setTimeout(() => {
    if (status) status.textContent = password === '' ? '' : summary(rules);
  }, pauseMs);
}

const stateOf = (isKept: boolean | undefined): string =>
  words[isKept === undefined ? 'unknown' : isKept ? 'kept' : 'broken'];

/** The page has the rules in its language. */
const textOf = ({ name }: Rule) => list?.querySelector(`[data-rule=${name}]`)?.firstChild?.textContent ?? '';

function summary(rules: Rule[]): string {
  const missing = rules.filter(({ isKept }) => !isKept);
  const kept = words.summary.replace('{kept}', rules.length - missing.length).replace('{all}', rules.length);
  if (missing.length === 0) return kept;
  return `${kept} ${words.missing.replace('{missing}', missing.map(textOf).join('; '))}`;
}

field?.addEventListener('input', () => {
  asked.abort();
  const password = field.value;
  show(rulesOf(policy, password, undefined));
  if (password === '' || policy.minimum_password_strength === 0) return;
  asked = new AbortController();
  const { signal } = asked;
  void strengthOf(password, own, signal).then((score) => {
    if (!signal.aborted) show(rulesOf(policy, password, score));
  });
});
