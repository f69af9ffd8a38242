/** What the GraphiQL page is made of: the editor, how it asks, what it remembers, and who is signed in. */
import { GraphiQL } from 'graphiql';
import { MadeProvider } from './access/new-token.tsx';
import { DocumentationLinks } from './documentation-links.tsx';
import { fetcher } from './fetcher.ts';
import { headersExample, tabs } from './first-tabs.ts';
import { MeProvider } from './me.tsx';
import { panels } from './panels.ts';
import { Account } from './signed-in-as.tsx';
import { storage } from './storage.ts';
import { SystemTheme } from './system-theme.ts';

const defaultTabs = tabs.map(({ query, variables }) => ({
  query,
  variables: variables ? JSON.stringify(variables, null, 2) : null,
}));

export function App() {
  return (
    <MeProvider>
      <MadeProvider>
        <GraphiQL
          fetcher={fetcher}
          storage={storage}
          plugins={panels}
          defaultTabs={defaultTabs}
          defaultHeaders={headersExample}
          defaultEditorToolsVisibility="variables"
          shouldPersistHeaders={false}
        >
          <GraphiQL.Logo>
            <h1>Latchkey</h1>
          </GraphiQL.Logo>
          <GraphiQL.Footer>
            <Account />
          </GraphiQL.Footer>
          <SystemTheme />
          <DocumentationLinks />
        </GraphiQL>
      </MadeProvider>
    </MeProvider>
  );
}
