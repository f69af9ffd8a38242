/** The APIs whose OpenAPI documents require a custom permission. Nothing for users who may not read APIs. */
import { Link } from 'react-aria-components';
import { Section } from '../../../ui/section.tsx';
import { useWords } from '../../../words/words.tsx';
import { useRequiringApis } from './queries.ts';

export function RequiredBy({ name }: { name: string }) {
  const words = useWords().customPermissions;
  const apis = useRequiringApis(name);
  if (!apis) return null;
  return (
    <Section title={words.requiredBy} isCard>
      <p className="soft">{apis.length === 0 ? words.notRequired : words.requiredText}</p>
      {apis.length > 0 && (
        <ul className="people">
          {apis.map(({ id, name, operations }) => (
            <li key={id}>
              <Link href={`/admin/apis/${id}`}>
                <bdi>{name}</bdi>
              </Link>{' '}
              <span className="soft">{words.operations(operations.page_info.total_count)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
