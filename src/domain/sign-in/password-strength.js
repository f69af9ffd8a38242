/** Estimates how easily a password is guessed. A worker thread; in JavaScript so that it also runs from the sources. */
import { parentPort, workerData } from 'node:worker_threads';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as en from '@zxcvbn-ts/language-en';

const zxcvbn = new ZxcvbnFactory({
  graphs: common.adjacencyGraphs,
  dictionary: { ...common.dictionary, ...en.dictionary },
  translations: en.translations,
});

// Also judged without separators, because zxcvbn would call "password password" strong.
const { password, own } = workerData;
const forms = new Set([password, password.replace(/[\s._-]+/g, '')]);
const judged = [...forms].map((one) => zxcvbn.check(one, own));
const { score, feedback } = judged.sort((one, other) => one.score - other.score)[0];
parentPort?.postMessage({ score, warning: feedback.warning, suggestions: feedback.suggestions });
