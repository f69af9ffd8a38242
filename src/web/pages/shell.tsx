/** The frame around every page: the header, the navigation, who is signed in, and signing out. */
import './shell.css';
import '../ui/menu.css';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Link, useLocation } from 'wouter';
import { useMe } from '../api/session.tsx';
import { useChange } from '../api/use-change.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { ConnectionNote } from '../ui/connection-note.tsx';
import { DownIcon, KeyIcon, NavigationIcon } from '../ui/icons.tsx';
import { useWords } from '../words/words.tsx';
import { updateMeDocument } from './account/documents.ts';
import { GoToButton } from './go-to/button.tsx';
import { AttentionCount } from './home/attention-count.tsx';
import { isOpenTo, routes } from './routes.tsx';

export function Shell({ children }: { children: ReactNode }) {
  const words = useWords().general;
  const [path] = useLocation();
  const [isOpen, setOpen] = useState(false);
  const { isExpanded, toggle } = useExpanded();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes because the address is another
  useEffect(() => setOpen(false), [path]);
  return (
    <div className={isExpanded ? 'shell' : 'shell collapsed'}>
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <header>
        <IconButton
          label={isExpanded ? words.hideNavigation : words.showNavigation}
          aria-expanded={isExpanded}
          onPress={toggle}
        >
          <NavigationIcon />
        </IconButton>
        <a className="mark" href="/account/home">
          <KeyIcon />
          Latchkey
        </a>
        <GoToButton />
        <Account />
        <Button className="menu-button" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {words.menu}
        </Button>
      </header>
      <Navigation isOpen={isOpen} path={path} />
      <main id="content" tabIndex={-1}>
        <ConnectionNote />
        {children}
      </main>
    </div>
  );
}

/** Whether the navigation is beside the page on wide screens: a preference of the user, kept with their account. */
function useExpanded() {
  const { user_preferences } = useMe();
  const [chosen, setChosen] = useState<boolean>();
  const { run } = useChange(updateMeDocument);
  const client = useQueryClient();
  const isExpanded = chosen ?? user_preferences.navigation_expanded ?? true;
  const toggle = async () => {
    setChosen(!isExpanded);
    await run({ input: { navigation_expanded: !isExpanded } });
    await client.invalidateQueries({ queryKey: ['account'] });
    await client.invalidateQueries({ queryKey: ['me'] });
    setChosen(undefined);
  };
  return { isExpanded, toggle };
}

function Account() {
  const { account, general: words } = useWords();
  const { name } = useMe();
  return (
    <div className="who">
      <MenuTrigger>
        <Button look="quiet" className="who-name">
          {words.signedInAs} <bdi>{name}</bdi> <DownIcon />
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu" aria-label={words.account}>
            <MenuItem href="/account">{account.title}</MenuItem>
            <MenuItem href="/account/tokens/new">{words.createToken}</MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <form method="post" action="/sign-out">
        <button type="submit" className="button quiet">
          {words.signOut}
        </button>
      </form>
    </div>
  );
}

function Navigation({ isOpen, path }: { isOpen: boolean; path: string }) {
  const words = useWords();
  const me = useMe();
  const sections = (['account', 'administration'] as const)
    .map((name) => ({
      name,
      entries: routes.filter((route) => route.navigation?.section === name && isOpenTo(route, me)),
    }))
    .filter(({ entries }) => entries.length > 0);
  return (
    <nav aria-label={words.general.navigation} className={isOpen ? 'open' : ''}>
      {sections.map(({ name, entries }) => (
        <section key={name} aria-labelledby={`nav-${name}`}>
          <h2 id={`nav-${name}`}>{words.general[name]}</h2>
          <ul>
            {entries.map((entry) => (
              <li key={entry.path}>
                <Link href={entry.path} aria-current={isWithin(path, entry.path) ? 'page' : undefined}>
                  {entry.navigation?.label(words)}
                  <AttentionCount path={entry.path} />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <section aria-labelledby="nav-developers">
        <h2 id="nav-developers">{words.general.developers}</h2>
        <ul>
          <li>
            <a href="/graphiql">{words.general.graphiql}</a>
          </li>
        </ul>
      </section>
      <Account />
    </nav>
  );
}

/** The page itself or one below it; `/account` does not contain the others. */
const isWithin = (path: string, entry: string) =>
  path === entry || (entry.split('/').length > 2 && path.startsWith(`${entry}/`));
