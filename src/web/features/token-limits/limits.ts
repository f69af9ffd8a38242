/** The simple limits of tokens: a new one is a file beside this one, an entry in `further` and its field in the fragment. */
import { graphql, type ResultOf } from '../../api/documents.ts';
import { allowedResources } from './allowed-resources.tsx';
import { allowedSubnets } from './allowed-subnets.tsx';

/** From where a token works: in forms it is beside when it works. */
export const places = allowedSubnets;

/** The others. In forms they are folded away. */
export const further = [allowedResources] as const;

export const limits = [places, ...further] as const;

export const limitFields = graphql(`
  fragment LimitFields on PersonalAccessToken {
    allowed_subnets
    allowed_resources
  }
`);

type Limit = (typeof limits)[number];
type Values = ResultOf<typeof limitFields>;
/** What each of several functions can be called with. */
type TakenByAll<Each> = [Each] extends [(taken: infer Taken) => unknown] ? Taken : never;

/** The limits as a form contains them. */
export type LimitDrafts = TakenByAll<Limit['isFilled']>;

type Changes = { [Name in Limit['name']]?: Values[Name] } & { [Name in Limit['name'] as `unset_${Name}`]?: true };

export const limitDraftsOf = (token: Values | undefined): LimitDrafts =>
  Object.assign({}, ...limits.map((limit) => limit.draft(token)));

export const isFurtherFilled = (drafts: LimitDrafts): boolean => further.some((limit) => limit.isFilled(drafts));

/** For a new token. */
export const limitsToCreate = (drafts: LimitDrafts): Values =>
  Object.assign({}, ...limits.map((limit) => limit.input(drafts)));

/** For an edit: only what the user changed. */
export const limitsToUpdate = (drafts: LimitDrafts, before: LimitDrafts): Changes =>
  Object.assign({}, ...limits.map((limit) => limit.edit(drafts, before)));

/** The limit that an input field is about, or an entry of it, such as `allowed_subnets[1]`. */
export const limitOfField = (field: string) => limits.find(({ name }) => name === field.replace(/\[.*/, ''));
