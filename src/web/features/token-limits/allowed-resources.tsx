/** The limit of a token to single resources of other services. In forms they are a text, one per line. */
import { Field } from '../../ui/field.tsx';
import { useWords } from '../../words/words.tsx';
import { defineLimit } from './limit.tsx';

export const allowedResources = defineLimit({
  name: 'allowed_resources',
  draftOf: (resources: readonly string[] | null) => (resources ?? []).join('\n'),
  valueIn: (text) => {
    const resources = text.split(/\s+/).filter(Boolean);
    return resources.length > 0 ? resources : null;
  },
  Field: (props) => {
    const { label, hint } = useWords().tokenLimits.allowedResources;
    return <Field label={label} hint={hint} {...props} isLong isOptional />;
  },
  isOffered: ({ permissions }) => permissions.some(({ resource_kinds }) => resource_kinds.length > 0),
  summary: ({ tokenLimits }) => tokenLimits.allowedResources.summary,
  factName: ({ tokenLimits }) => tokenLimits.allowedResources.factName,
  fact: (resources, _words, { list }) => <bdi>{list([...resources])}</bdi>,
  brief: ({ length }, { tokenLimits }) => tokenLimits.allowedResources.brief(length),
  sentence: ({ length }, { tokenLimits }) => tokenLimits.allowedResources.sentence(length),
});
