/** Buttons that replace the selection by a usual one, within the permissions that are offered. */
import './templates.css';
import { useQuery } from '@tanstack/react-query';
import { Group, ToggleButton } from 'react-aria-components';
import { graphql, type Permission, type ResultOf } from '../../api/documents.ts';
import { send } from '../../api/send.ts';
import { useWords } from '../../words/words.tsx';
import type { PermissionInfo } from './catalog.ts';

const templatesDocument = graphql(`
  query PermissionTemplates {
    permission_templates {
      name
      title
      description
      permissions
      bound
    }
  }
`);

type Template = NonNullable<NonNullable<ResultOf<typeof templatesDocument>['permission_templates']>[number]>;

interface TemplatesProps {
  offered: readonly PermissionInfo[];
  selected: ReadonlySet<Permission>;
  onSelect: (permissions: Permission[]) => void;
  /** For tokens: a token that is bound to a document. */
  onBind?: () => void;
  /** Whether nothing but its documents limits the token. */
  isBound?: boolean;
}

export function Templates({ offered, selected, onSelect, onBind, isBound = false }: TemplatesProps) {
  const { permissions: words, server } = useWords();
  const { data = [] } = useQuery({
    queryKey: ['permission templates'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => (await send(templatesDocument, {})).permission_templates ?? [],
  });
  const within = ({ permissions }: Template) =>
    offered.map(({ name }) => name).filter((name) => permissions.includes(name));
  const usable = data.filter((template) => (template.bound ? onBind : within(template).length > 0));
  if (usable.length === 0) return null;
  const isSelected = (permissions: readonly Permission[]) =>
    selected.size === permissions.length && permissions.every((name) => selected.has(name));
  return (
    <Group className="templates" aria-label={words.startFrom}>
      <span aria-hidden="true">{words.startFrom}</span>
      {usable.map((template) => {
        const { title, description } = server.template(template);
        const permissions = within(template);
        return (
          <ToggleButton
            key={template.name}
            className="template"
            data-tip={description}
            isSelected={template.bound ? isBound : isSelected(permissions)}
            onChange={() => (template.bound ? onBind?.() : onSelect(permissions))}
          >
            {title}
            <span className="unseen">: {description}</span>
          </ToggleButton>
        );
      })}
    </Group>
  );
}
