/**
 * Asks first whose the new token is: the user's own, or that of a service account, whose form follows. Users who cannot issue
 * tokens of others are advised to ask for one.
 */
import './acts-as.css';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-aria-components';
import { useLocation } from 'wouter';
import { useMay } from '../../api/session.tsx';
import { goTo } from '../../ui/leave-guard.tsx';
import { Radios } from '../../ui/radios.tsx';
import { SearchSelect } from '../../ui/search-select.tsx';
import { useWords } from '../../words/words.tsx';
import { findServiceAccounts } from '../search/find-users.ts';

interface ActsAsProps {
  /** The service account whose form it is; without it, the signed-in user's. */
  account?: { id: string; name: string };
  /** The form. It is hidden while no account is chosen, so that nobody issues a token of their own by mistake. */
  children: ReactNode;
}

export function ActsAs({ account, children }: ActsAsProps) {
  const words = useWords().tokens.actsAs;
  const may = useMay();
  const [, navigate] = useLocation();
  const [who, setWho] = useState<'me' | 'service'>(account ? 'service' : 'me');
  const issues = may('CREATE_PERSONAL_ACCESS_TOKEN') && may('READ_USER');
  const open = (address: string) => goTo(address, navigate);
  const choose = (chosen: 'me' | 'service') => (account ? open('/account/tokens/new') : setWho(chosen));
  return (
    <>
      <div className="acts-as">
        {issues ? (
          <Radios
            label={words.label}
            hint={words.advice}
            value={who}
            options={(['me', 'service'] as const).map((value) => ({ value, ...words.options[value] }))}
            onChange={choose}
          />
        ) : (
          <div className="field">
            <span className="field-label">{words.label}</span>
            <span>{words.options.me.label}</span>
            <span className="hint">{words.ask}</span>
          </div>
        )}
        {who === 'service' && (
          <SearchSelect
            label={words.account}
            kind="service accounts"
            find={findServiceAccounts}
            value={account ?? null}
            onChange={(found) => found && found.id !== account?.id && open(`/admin/users/${found.id}/tokens/new`)}
          />
        )}
        {issues && may('CREATE_USER') && <Link href="/admin/users/new?service">{words.create}</Link>}
      </div>
      <div hidden={who === 'service' && !account}>{children}</div>
    </>
  );
}
