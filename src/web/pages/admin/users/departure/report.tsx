/** The report on the departure of a user: what somebody has to take over, what ends, and what stays. */
import '../../../../features/permissions/permission-chips.css';
import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { Ago } from '../../../../ui/ago.tsx';
import { Section } from '../../../../ui/section.tsx';
import { useWords } from '../../../../words/words.tsx';
import type { User } from '../documents.ts';
import type { DepartureReport } from './documents.ts';

interface Listed<Item> {
  entities: (Item | null)[];
  page_info: { total_count: number };
}

export function Report({ report, user }: { report: DepartureReport; user: User }) {
  const words = useWords().departure;
  const { enabled, service_accounts: accounts, projects, access_requests: requests } = report;
  const { personal_access_tokens: tokens, project_grants: grants, notes, ended_sessions } = report;
  const open = accounts.page_info.total_count + (projects?.page_info.total_count ?? 0);
  return (
    <>
      <Section title={words.takeOver.title}>
        <div className="card">
          {open === 0 && <p className="soft">{words.takeOver.nothing}</p>}
          <Items of={accounts} title={words.takeOver.accounts}>
            {({ id, name }) => (
              <Link href={`/admin/users/${id}`}>
                <bdi>{name}</bdi>
              </Link>
            )}
          </Items>
          <Items of={projects} title={words.takeOver.projects}>
            {({ id, name }) => (
              <Link href={`/admin/projects/${id}`}>
                <bdi>{name}</bdi>
              </Link>
            )}
          </Items>
        </div>
      </Section>
      <Section title={enabled ? words.ends.title : words.ended.title}>
        <div className="card">
          <p>{(enabled ? words.ends : words.ended).sessions(ended_sessions)}</p>
          {tokens && <p>{(enabled ? words.ends : words.ended).tokens(tokens.page_info.total_count)}</p>}
          <Items of={tokens}>
            {({ id, name, last_used_at }) => (
              <>
                <Link href={`/admin/tokens/${id}`}>
                  <bdi>{name}</bdi>
                </Link>{' '}
                <span className="soft">
                  {last_used_at ? words.lastUsed(<Ago at={last_used_at} />) : words.neverUsed}
                </span>
              </>
            )}
          </Items>
          {requests && <p>{(enabled ? words.ends : words.ended).requests(requests.page_info.total_count)}</p>}
          <Items of={requests}>{({ permissions }) => <code>{permissions.join(' ')}</code>}</Items>
        </div>
      </Section>
      <Section title={words.stays.title}>
        <div className="card">
          <p>{words.stays.text}</p>
          {user.role && (
            <p>
              {words.stays.role(
                <Link href={`/admin/roles/${user.role.id}`}>
                  <bdi>{user.role.name}</bdi>
                </Link>,
              )}
            </p>
          )}
          <p>{words.stays.notes(notes.page_info.total_count)}</p>
          <Items of={grants} title={words.stays.grants}>
            {({ permission, project }) => (
              <>
                <code>{permission}</code> · <bdi>{project?.name}</bdi>
              </>
            )}
          </Items>
        </div>
      </Section>
    </>
  );
}

interface ItemsProps<Item> {
  /** Undefined for users who may not read them. */
  of: Listed<Item> | undefined;
  title?: string;
  children: (item: Item) => ReactNode;
}

function Items<Item extends { id: string }>({ of, title, children }: ItemsProps<Item>) {
  const words = useWords().departure;
  const items = of?.entities.filter((item) => item !== null) ?? [];
  const more = (of?.page_info.total_count ?? 0) - items.length;
  if (items.length === 0) return null;
  return (
    <>
      {title && <h3>{title}</h3>}
      <ul className="names">
        {items.map((item) => (
          <li key={item.id}>{children(item)}</li>
        ))}
        {more > 0 && <li className="soft">{words.more(more)}</li>}
      </ul>
    </>
  );
}
