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

export function Record({ type, id }: { type: string; id: string }) {
  const { types } = useWords().audit;
  const name = `${types[type as keyof typeof types] ?? type} ${id}`;
  // 0: none, such as an unknown user name.
  if (id === '0') return null;
  return pages[type] ? <Link href={`${pages[type]}/${id}`}>{name}</Link> : <span>{name}</span>;
}
