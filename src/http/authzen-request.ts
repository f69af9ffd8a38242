/** What a request of AuthZEN 1.0 asks: one evaluation, or several with common values. */
import * as z from 'zod';
import type { Resource } from '../domain/access/resources.ts';
import { addressOf } from '../domain/base/subnets.ts';
import type { Exchange } from './exchange.ts';

export type Evaluation =
  | {
      subject: { type: string; id: string };
      action: { name: string };
      resource: Resource;
      /** The address from which the subject sends its request. */
      ip: string | undefined;
    }
  | { fault: string };

export interface Question {
  evaluations: readonly Evaluation[];
  /** Whether the answer is a list. */
  isSeveral: boolean;
  /** The decision after which no more is evaluated; null: all are. */
  stopsAt: boolean | null;
  /** What is wrong with the whole request. It is said to callers who may ask only. */
  fault: string | null;
}

const mostEvaluations = 100;

const text = z.string('must be a string').min(1, 'must not be empty').max(1_000, 'must have at most 1,000 characters');
const object = 'must be an object';

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const one = z.object(
  {
    subject: z.object({ type: text, id: text }, object),
    action: z.object({ name: text }, object),
    resource: z.object({ type: text, id: text }, object),
    // Not copied, because a context that is common to many evaluations may be large.
    context: z.custom<{ ip?: unknown }>(isObject, object).optional(),
  },
  object,
);

const semantics = { execute_all: null, deny_on_first_deny: false, permit_on_first_permit: true } as const;

const several = z.object({
  evaluations: z
    .array(z.unknown(), 'must be an array')
    .max(mostEvaluations, `must have at most ${mostEvaluations} elements`)
    .optional(),
  options: z
    .object(
      {
        evaluations_semantic: z
          .enum(
            Object.keys(semantics) as (keyof typeof semantics)[],
            `must be one of ${Object.keys(semantics).join(', ')}`,
          )
          .optional(),
      },
      object,
    )
    .optional(),
});

const faulty = (fault: string): Question => ({ evaluations: [], isSeveral: false, stopsAt: null, fault });

/** `acceptsSeveral`: whether `evaluations` counts. */
export function questionIn({ header, body }: Exchange, acceptsSeveral: boolean): Question {
  if (!/^application\/json\s*(;|$)/i.test(header('content-type') ?? ''))
    return faulty('Send the request as application/json.');
  const sent = parsed(body.toString());
  if (!isObject(sent)) return faulty('The body must be a JSON object.');
  const whole = several.safeParse(acceptsSeveral ? sent : {});
  if (!whole.success) return faulty(faultIn(whole.error));
  const { evaluations = [], options } = whole.data;
  if (evaluations.length === 0) {
    const evaluation = evaluationIn(sent);
    return 'fault' in evaluation ? faulty(evaluation.fault) : { ...faulty(''), evaluations: [evaluation], fault: null };
  }
  const stopsAt = semantics[options?.evaluations_semantic ?? 'execute_all'];
  return {
    evaluations: evaluations.map((each) => evaluationIn(merged(sent, each))),
    isSeveral: true,
    stopsAt,
    fault: null,
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The values of the whole request count where an evaluation has none. */
function merged(whole: Sent, each: unknown): unknown {
  if (!isObject(each)) return each;
  const values = Object.keys(one.shape) as (keyof Sent)[];
  return Object.fromEntries(
    values
      .filter((name) => name in each || name in whole)
      .map((name) => [name, (name in each ? (each as Sent) : whole)[name]]),
  );
}

type Sent = Partial<Record<keyof typeof one.shape, unknown>>;

function evaluationIn(sent: unknown): Evaluation {
  const read = one.safeParse(sent);
  if (!read.success) return { fault: faultIn(read.error) };
  const { subject, action, resource, context } = read.data;
  const ip = typeof context?.ip === 'string' ? addressOf(context.ip) : null;
  return { subject, action, resource, ip: ip ?? undefined };
}

/** The first fault: the field, and the rule that it breaks. */
function faultIn({ issues: [issue] }: z.ZodError): string {
  const field = issue?.path.join('.');
  return field ? `${field} ${issue?.message}.` : `Each evaluation ${issue?.message}.`;
}
