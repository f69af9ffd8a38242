/** Estimates how easily passwords are guessed, in a worker, so that typing is never delayed. It estimates as the server does. */
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as en from '@zxcvbn-ts/language-en';
import type { Question } from './strength.ts';

const zxcvbn = new ZxcvbnFactory({
  graphs: common.adjacencyGraphs,
  dictionary: { ...common.dictionary, ...en.dictionary },
});

self.addEventListener('message', ({ data: { password, own } }: MessageEvent<Question>) => {
  const forms = new Set([password, password.replace(/[\s._-]+/g, '')]);
  self.postMessage(Math.min(...[...forms].map((one) => zxcvbn.check(one, own).score)));
});
