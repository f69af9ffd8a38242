/** The record that an entry is about, with a link to its page if there is one. */
import { Link } from 'react-aria-components';
import { useWords } from '../../../words/words.tsx';

const pages: Record<string, string> = {
  User: '/admin/users',
  Role: '/admin/roles',
  PersonalAccessToken: '/admin/tokens',
  PermissionSet: '/admin/permission-sets',
  CustomPermission: '/admin/permissions',
  Project: '/admin/projects',
};

interface RecordProps {
  type: string;
  id: string;
  /** If the user may see it. */
  name?: string | undefined;
}

export function Record({ type, id, name: own }: RecordProps) {
  const { types } = useWords().audit;
  const name = (
    <>
      {types[type as keyof typeof types] ?? type} <bdi>{own ?? id}</bdi>
    </>
  );
  // 0: none, such as an unknown user name.
  if (id === '0') return null;
  return pages[type] ? <Link href={`${pages[type]}/${id}`}>{name}</Link> : <span>{name}</span>;
}
