/** The thread that estimates strength: the process goes on meanwhile, one thread serves all, and a failed one is replaced. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { threadId } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ownWords } from '../../src/domain/sign-in/new-passwords.ts';
import { brokenRules } from '../../src/domain/sign-in/password-rules.ts';
import { createEstimator } from '../../src/domain/sign-in/strength.ts';
import { ownWords as ownWordsOfPages } from '../../src/web/features/new-password/own-words.ts';
import { rulesOf } from '../../src/web/features/new-password/rules.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strength-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A thread that answers with `answer`, an expression of `password` and `own`. */
function script(name: string, answer: string) {
  const path = join(folder, `${name}.mjs`);
  const lines = [
    "import { parentPort, threadId } from 'node:worker_threads';",
    `parentPort.on('message', ({ password, own }) => { const answer = ${answer}; if (answer) parentPort.postMessage(answer); });`,
  ];
  writeFileSync(path, lines.join('\n'));
  return pathToFileURL(path);
}
const limits = { most: 3, mostMs: 60_000, idleMs: 60_000 };

test('zxcvbn runs in another thread, and the event loop turns while it does', async () => {
  const { estimate } = createEstimator();
  let turns = 0;
  const turning = setInterval(() => turns++, 1);
  // About a second of work: the whole length, and nothing that is found at once.
  const { score } = await estimate('kX9#mQ2$vL7&pR4!tY8*wZ3@nB6^jH1%dG5(cF0)sA9-eU2=iO7+xK4_qM8[bV3]lN6{hT1}', []);
  clearInterval(turning);
  expect(score).toBe(4);
  expect(turns).toBeGreaterThan(0);
});

test('the estimates of a process share a thread, which is not the one of the requests', async () => {
  const { estimate } = createEstimator(script('where', '{ score: threadId, advice: [] }'), limits);
  const threads = (await Promise.all(['a', 'b', 'c'].map((one) => estimate(one, [])))).map(({ score }) => score);
  expect(new Set(threads).size).toBe(1);
  expect(threads[0]).not.toBe(threadId);
});

test('at most 72 characters are estimated', async () => {
  const { estimate } = createEstimator(script('length', '{ score: password.length, advice: own }'), limits);
  expect(await estimate('x'.repeat(1_000), ['ada'])).toEqual({ score: 72, advice: ['ada'] });
});

test('answers belong to their passwords in the order of the questions', async () => {
  const { estimate } = createEstimator(script('order', '{ score: Number(password), advice: [] }'), limits);
  const scores = await Promise.all(['1', '2', '3'].map((one) => estimate(one, [])));
  expect(scores.map(({ score }) => score)).toEqual([1, 2, 3]);
});

test('beyond the length of the queue an estimate is refused at once', async () => {
  const { estimate } = createEstimator(script('bound', '{ score: 1, advice: [] }'), limits);
  const outcomes = await Promise.allSettled(['1', '2', '3', '4'].map((one) => estimate(one, [])));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
  expect(outcomes[3]).toMatchObject({ reason: { code: 'LIMITED' } });
});

test('an estimate that takes too long is given up, and the next one has a new thread', async () => {
  const hanging = script('hanging', "password === 'hang' ? null : { score: threadId, advice: [] }");
  const { estimate } = createEstimator(hanging, { ...limits, mostMs: 2_000 });
  const first = await estimate('quick', []);
  const [hung, next] = await Promise.allSettled([estimate('hang', []), estimate('quick', [])]);
  expect(hung).toMatchObject({ status: 'rejected', reason: { code: 'LIMITED' } });
  expect(next).toMatchObject({ status: 'fulfilled' });
  expect(next.status === 'fulfilled' && next.value.score).not.toBe(first.score);
});

test('a thread that fails rejects its estimate alone', async () => {
  const failing = script(
    'failing',
    "password === 'fail' ? (() => { throw new Error('broken'); })() : { score: 1, advice: [] }",
  );
  const { estimate } = createEstimator(failing, limits);
  const outcomes = await Promise.allSettled([estimate('fail', []), estimate('quick', [])]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});

describe('the rules that pages show', () => {
  const texts = [
    '',
    'short',
    'walnut ferry copper 92',
    'ÉCOLE été 2026',
    '密码密码密码密码密码密码',
    'ABCDEFGHIJKLMN',
    '12345678901234',
    'e\u0301e\u0301E\u0301',
    '😀😀😀😀😀😀😀',
    'Ab1!',
    '٣٤٥٦ابتث',
  ];
  const switches = [true, false];
  const policies = switches.flatMap((first) =>
    switches.flatMap((second) => switches.map((third) => [first, second, third] as const)),
  );

  test.each(policies)('agree with those of the server (%s, %s, %s)', (alphaNumeric, special, cases) => {
    const names = {
      length: 'TOO_SHORT',
      letterAndDigit: 'NO_LETTER_AND_DIGIT',
      bothCases: 'ONE_CASE',
      special: 'NO_SPECIAL_CHARACTER',
      strength: '',
    };
    for (const text of texts) {
      const shown = rulesOf(
        {
          minimum_length: 8,
          minimum_password_strength: 0,
          requires_alpha_numeric: alphaNumeric,
          requires_at_least_one_special_character: special,
          requires_upper_and_lower_case_characters: cases,
        },
        text,
        undefined,
      );
      const policy = {
        id: '1',
        createdAt: new Date(),
        updatedAt: new Date(),
        version: 1,
        minimumLength: 8,
        minimumPasswordStrength: 0,
        requiresAlphaNumeric: alphaNumeric,
        requiresAtLeastOneSpecialCharacter: special,
        requiresUpperAndLowerCaseCharacters: cases,
      };
      const broken = shown.filter(({ isKept }) => !isKept).map(({ name }) => names[name]);
      expect([text, broken]).toEqual([text, brokenRules(policy, text).map(({ name }) => name)]);
    }
  });

  test('count the same words of a user as easy to guess', () => {
    const [username, name, emailAddress] = ['ada.l', 'Ada King-Lovelace', 'ada+lock@mail.example.com'];
    const found = ownWords({ username, name, publicName: 'Countess', emailAddress });
    expect(found).toEqual(ownWordsOfPages({ username, name, public_name: 'Countess', email_address: emailAddress }));
    for (const word of ['Ada', 'Lovelace', 'AdaKingLovelace', 'Countess', 'ada+lock', 'mail', 'latchkey'])
      expect(found).toContain(word);
    expect(found).not.toContain('l');
  });
});
