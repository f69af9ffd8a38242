/** Who is signed in, with their role, and a menu: the account, the theme, the language, and signing out. */
import './account-menu.css';
import '../../ui/menu.css';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { graphql } from '../../api/documents.ts';
import { send } from '../../api/send.ts';
import { useMay, useMe } from '../../api/session.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckIcon } from '../../ui/icons.tsx';
import { type Theme, themes, useTheme } from '../../ui/theme.ts';
import { formats } from '../../words/formats.ts';
import { type Language, languages } from '../../words/languages.ts';
import { useLanguage, useWords } from '../../words/words.tsx';
import { signOut } from './sign-out.ts';
import { useLanguageChoice } from './use-language-choice.ts';

const roleDocument = graphql(`
  query OwnRole {
    me {
      role {
        name
      }
    }
  }
`);

export function AccountMenu() {
  const { general: words, account } = useWords();
  const { name } = useMe();
  const [isOpen, setOpen] = useState(false);
  const [theme, setTheme] = useTheme();
  const language = useLanguage();
  const setLanguage = useLanguageChoice();
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button look="quiet" className="avatar-button">
        <span className="unseen">
          {words.signedInAs} <bdi>{name}</bdi>
        </span>
        <Avatar name={name} />
      </Button>
      <Popover className="popover account-menu" placement="bottom end">
        <Menu className="menu" aria-label={words.account}>
          <MenuSection>
            <Header className="account-head">
              <Avatar name={name} />
              <Self isOpen={isOpen} />
            </Header>
            <MenuItem href="/account">{account.title}</MenuItem>
            <MenuItem href="/account/tokens/new">{words.createToken}</MenuItem>
          </MenuSection>
          <Choices
            label={words.theme.label}
            value={theme}
            options={themes.map((value) => ({ value, label: words.theme[value] }))}
            choose={(value) => void setTheme(value as Theme)}
          />
          <Choices
            label={account.preferences.language}
            value={language}
            options={languages.map((value) => ({ value, label: formats(value).language(value), lang: value }))}
            choose={(value) => setLanguage(value as Language)}
          />
          <MenuSection aria-label={words.signOut}>
            <MenuItem onAction={signOut}>{words.signOut}</MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** The initials of the first and the last name. */
function Avatar({ name }: { name: string }) {
  const words = name.split(/\s+/).filter(Boolean);
  const initials = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return (
    <span className="avatar" aria-hidden="true">
      {initials.join('').toUpperCase()}
    </span>
  );
}

/** The name, the user name, and the role, whose name only users with READ_ROLE may read. */
function Self({ isOpen }: { isOpen: boolean }) {
  const { users, permissions } = useWords();
  const { name, username, super_admin, effective_permissions } = useMe();
  const readsRole = useMay()('READ_ROLE') && !super_admin;
  const { data } = useQuery({
    queryKey: ['me', 'role'],
    queryFn: () => send(roleDocument, {}),
    enabled: isOpen && readsRole,
  });
  const role: ReactNode = super_admin ? users.superAdmin : data && (data.me.role?.name ?? users.noRole);
  return (
    <div>
      <bdi className="account-name">{name}</bdi>
      <bdi className="minor">{username}</bdi>
      <bdi className="minor">{role ?? permissions.count(effective_permissions.length)}</bdi>
    </div>
  );
}

interface ChoicesProps {
  label: string;
  value: string;
  options: { value: string; label: string; lang?: string }[];
  choose: (value: string) => void;
}

const Choices = ({ label, value, options, choose }: ChoicesProps) => (
  <MenuSection
    selectionMode="single"
    disallowEmptySelection
    selectedKeys={[value]}
    onSelectionChange={(keys) => choose([...(keys as Set<string>)][0] ?? value)}
  >
    <Header>{label}</Header>
    {options.map(({ value, label, lang }) => (
      <MenuItem key={value} id={value} textValue={label}>
        {({ isSelected }) => (
          <>
            <span lang={lang}>{label}</span>
            {isSelected && <CheckIcon />}
          </>
        )}
      </MenuItem>
    ))}
  </MenuSection>
);
