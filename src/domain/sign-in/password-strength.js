/** Estimates how easily a password is guessed. A thread; in JavaScript so that it also runs from the sources. */
import { parentPort } from 'node:worker_threads';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as en from '@zxcvbn-ts/language-en';

const zxcvbn = new ZxcvbnFactory({
  graphs: common.adjacencyGraphs,
  dictionary: { ...common.dictionary, ...en.dictionary },
  translations: en.translations,
});

parentPort?.on('message', ({ password, own }) => {
  // Also estimated without separators, because zxcvbn would call "password password" strong, and without the user's names.
  const joined = password.replace(/[\s._-]+/g, '');
  const forms = new Set([password, joined, without(own, joined)]);
  const estimates = [...forms].map((one) => zxcvbn.check(one, own));
  const [{ score, feedback }] = estimates.sort((one, other) => one.score - other.score);
  parentPort?.postMessage({ score, advice: [feedback.warning, ...feedback.suggestions].filter(Boolean) });
});

/** The text without these words, long ones first; unchanged if it has none of them. */
function without(words, text) {
  const lower = text.toLowerCase();
  const longFirst = [...words].sort((one, other) => other.length - one.length);
  const rest = longFirst.reduce((rest, word) => rest.replaceAll(word.toLowerCase(), ''), lower);
  return rest === lower ? text : rest;
}
