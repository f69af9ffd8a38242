/** How easily a password is guessed: runs as a thread, in plain JavaScript so that it runs from the sources too. */
import { parentPort, workerData } from 'node:worker_threads';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as en from '@zxcvbn-ts/language-en';

const zxcvbn = new ZxcvbnFactory({
  graphs: common.adjacencyGraphs,
  dictionary: { ...common.dictionary, ...en.dictionary },
  translations: en.translations,
});

// Words are as easily guessed with a space between them: as they stand it would call "password password" strong.
const { password, own } = workerData;
const forms = new Set([password, password.replace(/[\s._-]+/g, '')]);
const judged = [...forms].map((one) => zxcvbn.check(one, own));
const { score, feedback } = judged.sort((one, other) => one.score - other.score)[0];
parentPort?.postMessage({ score, warning: feedback.warning, suggestions: feedback.suggestions });
