/** The frame around every page: the header with the search and the account menu, and the navigation. */
import './shell.css';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useMe } from '../api/session.tsx';
import { useChange } from '../api/use-change.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { ConnectionNote } from '../ui/connection-note.tsx';
import { Mark, NavigationIcon } from '../ui/icons.tsx';
import { Tips } from '../ui/tips.tsx';
import { useWords } from '../words/words.tsx';
import { updateMeDocument } from './account/documents.ts';
import { AccountMenu } from './account-menu/account-menu.tsx';
import { GoToButton } from './go-to/button.tsx';
import { Navigation } from './navigation.tsx';

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
          <Mark />
          Latchkey
        </a>
        <GoToButton />
        <AccountMenu />
        <Button className="menu-button" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {words.menu}
        </Button>
      </header>
      <Navigation isOpen={isOpen} path={path} />
      <main id="content" tabIndex={-1}>
        <ConnectionNote />
        {children}
      </main>
      <Tips />
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
