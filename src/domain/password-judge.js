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

const { score, feedback } = zxcvbn.check(workerData.password, workerData.own);
parentPort?.postMessage({ score, warning: feedback.warning, suggestions: feedback.suggestions });
