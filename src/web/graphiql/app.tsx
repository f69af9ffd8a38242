/** The GraphiQL page: the editor, how it sends requests, what it remembers, its panels, and who is signed in. */
import { GraphiQL } from 'graphiql';
import type { ReactNode } from 'react';
import { SessionProvider, useMeQuery } from '../api/session.tsx';
import { PasswordPrompt } from '../features/password-prompt/password-prompt.tsx';
import { Mark } from '../ui/icons.tsx';
import { useThemeOf } from '../ui/theme.ts';
import { LanguageProvider } from '../words/words.tsx';
import { NewTokenProvider } from './access/new-token.tsx';
import { DocumentationLinks } from './documentation-links.tsx';
import { fetcher } from './fetcher.ts';
import { firstTabs, headersExample } from './first-tabs.ts';
import { panels } from './panels.ts';
import { SignedInAs } from './signed-in-as.tsx';
import { storage } from './storage.ts';
import { SystemTheme } from './system-theme.ts';
import { TabList } from './tab-list.ts';

const defaultTabs = firstTabs.map(({ query, variables }) => ({
  query,
  variables: variables ? JSON.stringify(variables, null, 2) : null,
}));

export const App = () => (
  <SessionProvider>
    <InLanguage>
      <PasswordPrompt>
        <NewTokenProvider>
          <Editor />
        </NewTokenProvider>
      </PasswordPrompt>
    </InLanguage>
  </SessionProvider>
);

const InLanguage = ({ children }: { children: ReactNode }) => (
  <LanguageProvider language={useMeQuery().data?.language}>{children}</LanguageProvider>
);

/** In the theme of the pages, which is chosen there. */
const Editor = () => (
  <GraphiQL
    fetcher={fetcher}
    storage={storage}
    plugins={panels}
    defaultTabs={defaultTabs}
    defaultHeaders={headersExample}
    defaultEditorToolsVisibility="variables"
    shouldPersistHeaders={false}
    forcedTheme={useThemeOf(useMeQuery().data) ?? 'system'}
  >
    <GraphiQL.Logo>
      <h1>
        <a href="/account" className="mark">
          <Mark /> Latchkey
        </a>
      </h1>
    </GraphiQL.Logo>
    <GraphiQL.Footer>
      <SignedInAs />
    </GraphiQL.Footer>
    <SystemTheme />
    <TabList />
    <DocumentationLinks />
  </GraphiQL>
);
