/** `/access/v1/evaluation` and `/access/v1/evaluations`: decisions as AuthZEN 1.0 asks for them. */
import { mostKeys } from '../db/shared-lookup.ts';
import { type Decision, decide, projectAskedFor, refusalOf, sentenceOf } from '../domain/access/decisions.ts';
import { requireEvaluator } from '../domain/access/service-callers.ts';
import { findBySecret, findToken, findUser, type Subject } from '../domain/access/subjects.ts';
import { type Evaluation, type Question, questionIn } from './authzen-request.ts';
import { readBody } from './bodies.ts';
import { textError, withErrorsAs } from './error-forms.ts';
import { onPost } from './methods.ts';
import { authorization } from './read-credential.ts';
import { Refused } from './refusals.ts';
import { type Endpoint, jsonReply } from './reply.ts';
import { requireCaller } from './service-caller.ts';
import type { Services } from './services.ts';
import { recordUsesOf } from './steps.ts';

export const evaluation = (services: Services): Endpoint => answering(services, false);

export const evaluations = (services: Services): Endpoint => answering(services, true);

/** The evaluations whose subjects are looked up together with the caller, in one statement. Others wait until it is known who asks. */
const mostTogether = mostKeys - 1;

const answering = (services: Services, acceptsSeveral: boolean): Endpoint => {
  const endpoint = withErrorsAs(
    textError,
    services,
    onPost(async (exchange) => {
      const secret = authorization(exchange);
      if (secret === undefined) throw new Refused(401, 'Send a token.', { 'WWW-Authenticate': 'Bearer' });
      await readBody(exchange);
      const question = questionIn(exchange, acceptsSeveral);
      const calling = findBySecret(services.db, secret).then(async (found) =>
        requireEvaluator(await requireCaller(exchange, services, secret, found)),
      );
      const { evaluations } = question;
      if (evaluations.length > mostTogether) await calling;
      // In one turn, so that one statement finds all.
      const [subjects] = await Promise.all([
        Promise.all(evaluations.map((each) => subjectOf(services, each))),
        calling,
      ]);
      if (question.fault) throw new Refused(400, question.fault);
      return jsonReply(await answer(services, question, subjects, exchange.ip));
    }),
  );
  return (exchange) => {
    const id = exchange.header('x-request-id');
    // Node refuses to send other characters.
    if (id !== undefined) exchange.headers['X-Request-ID'] = id.replace(/[^\t\x20-\x7e\x80-\xff]/g, '');
    return endpoint(exchange);
  };
};

async function subjectOf({ db }: Services, evaluation: Evaluation): Promise<Subject | null> {
  if ('fault' in evaluation) return null;
  const { subject, resource } = evaluation;
  const project = projectAskedFor(resource);
  if (subject.type === 'token') return findToken(db, subject.id, project);
  return subject.type === 'user' ? findUser(db, subject.id, project) : null;
}

async function answer(
  services: Services,
  { evaluations, isSeveral, stopsAt }: Question,
  subjects: readonly (Subject | null)[],
  callerIp: string,
): Promise<object> {
  const decisions: object[] = [];
  for (const [place, each] of evaluations.entries()) {
    const decided = await decisionOn(services, each, subjects[place] ?? null, callerIp);
    decisions.push(decided);
    if (decided.decision === stopsAt) break;
  }
  return isSeveral ? { evaluations: decisions } : (decisions[0] as object);
}

interface Decided {
  decision: boolean;
  context: object;
}

async function decisionOn(
  services: Services,
  evaluation: Evaluation,
  subject: Subject | null,
  callerIp: string,
): Promise<Decided> {
  if ('fault' in evaluation) return { decision: false, context: { error: { status: 400, message: evaluation.fault } } };
  const { isAllowed, reason } = await decided(services, evaluation, subject, callerIp);
  return { decision: isAllowed, context: { reason, message: sentenceOf(reason) } };
}

/** What is asked about a valid token counts as its use. */
async function decided(
  services: Services,
  { action, resource, ip }: Exclude<Evaluation, { fault: string }>,
  subject: Subject | null,
  callerIp: string,
): Promise<Decision> {
  if (!subject) return { isAllowed: false, reason: 'UNKNOWN_SUBJECT' };
  const refusal = refusalOf(subject, ip);
  if (refusal) return { isAllowed: false, reason: refusal };
  const decision = decide(subject, { permission: action.name, resource });
  const { viewer } = subject;
  if (viewer.credential.kind !== 'token') return decision;
  services.usage.note(viewer.credential.id, ip ?? callerIp);
  await recordUsesOf(services, viewer, ip ?? callerIp);
  return decision;
}
