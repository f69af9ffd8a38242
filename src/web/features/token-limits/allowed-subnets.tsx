/** The limit of a token to subnets. In forms they are a text, one per line. */
import { Field } from '../../ui/field.tsx';
import { useWords } from '../../words/words.tsx';
import { defineLimit } from './limit.tsx';

export const allowedSubnets = defineLimit({
  name: 'allowed_subnets',
  draftOf: (subnets: readonly string[] | null) => (subnets ?? []).join('\n'),
  valueIn: (text) => {
    const subnets = text.split(/[\s,]+/).filter(Boolean);
    return subnets.length > 0 ? subnets : null;
  },
  Field: (props) => {
    const { label, hint } = useWords().tokenLimits.allowedSubnets;
    return <Field label={label} hint={hint} {...props} isLong isOptional />;
  },
  summary: ({ tokenLimits }) => tokenLimits.allowedSubnets.summary,
  factName: ({ tokenLimits }) => tokenLimits.allowedSubnets.factName,
  fact: (subnets, _words, { list }) => <bdi>{list([...subnets])}</bdi>,
  brief: ({ length }, { tokenLimits }) => tokenLimits.allowedSubnets.brief(length),
  sentence: ({ length }, { tokenLimits }) => tokenLimits.allowedSubnets.sentence(length),
});
