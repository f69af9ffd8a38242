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
  const joined = password.replace(/[\s._-]+/g, '');
  const forms = new Set([password, joined, without(own, joined)]);
  self.postMessage(Math.min(...[...forms].map((one) => zxcvbn.check(one, own).score)));
});

function without(words: string[], text: string): string {
  const lower = text.toLowerCase();
  const longFirst = [...words].sort((one, other) => other.length - one.length);
  const rest = longFirst.reduce((rest, word) => rest.replaceAll(word.toLowerCase(), ''), lower);
  return rest === lower ? text : rest;
}
