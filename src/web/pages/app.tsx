/** The application: language, session and address around the page, and what is shown when one of them fails. */
import { Component, lazy, type ReactNode, Suspense } from 'react';
import { RouterProvider } from 'react-aria-components';
import { Route, Switch, useLocation } from 'wouter';
import { MeProvider, SessionProvider, useMe, useMeQuery, useSession } from '../api/session.tsx';
import { ConfirmationProvider } from '../features/password-prompt/password-prompt.tsx';
import { SecretProvider } from '../features/token-secret/secret-dialog.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { Notices } from '../ui/notices.tsx';
import { RefusalNote } from '../ui/refusal-note.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { SpeechProvider, useWords } from '../words/words.tsx';
import { isOpenTo, routes } from './routes.tsx';
import { Message, Shell } from './shell.tsx';

const ClosedPage = lazy(() => import('./closed-page.tsx'));

export const App = () => (
  <SessionProvider>
    <OfSession />
  </SessionProvider>
);

function OfSession() {
  if (!useSession().isOver) return <SignedIn />;
  return (
    <SpeechProvider language={undefined}>
      <SessionOver />
    </SpeechProvider>
  );
}

function SignedIn() {
  const { data: me, error, refetch } = useMeQuery();
  const [, navigate] = useLocation();
  return (
    <SpeechProvider language={me?.language}>
      <RouterProvider navigate={navigate}>
        {me ? (
          <MeProvider value={me} key={me.id}>
            <ConfirmationProvider>
              <SecretProvider>
                <Shell>
                  <Boundary>
                    <Suspense fallback={<Waiting />}>
                      <Pages />
                    </Suspense>
                  </Boundary>
                </Shell>
              </SecretProvider>
            </ConfirmationProvider>
            <Notices />
          </MeProvider>
        ) : error ? (
          <RefusalNote refusal={error} retry={refetch} />
        ) : (
          <Waiting />
        )}
      </RouterProvider>
    </SpeechProvider>
  );
}

function Pages() {
  const me = useMe();
  const words = useWords().general.notFound;
  return (
    <Switch>
      {routes.map((route) => (
        <Route key={route.path} path={route.path}>
          {route.permission && !isOpenTo(route, me) ? <ClosedPage permission={route.permission} /> : <route.page />}
        </Route>
      ))}
      <Route>
        <Message title={words.title} text={words.text}>
          <LinkButton href="/account">{words.home}</LinkButton>
        </Message>
      </Route>
    </Switch>
  );
}

function SessionOver() {
  const words = useWords().general.sessionOver;
  return (
    <main className="alone">
      <Message title={words.title} text={words.text}>
        {/* Loaded anew, the page asks to sign in, or is that of the user who has signed in since. */}
        <a className="button primary" href={window.location.pathname + window.location.search}>
          {words.signIn}
        </a>
      </Message>
    </main>
  );
}

/** A fault while drawing a page leaves the navigation standing. */
class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError = () => ({ failed: true });
  override render = () => (this.state.failed ? <Broken /> : this.props.children);
}

function Broken() {
  const words = useWords().general.broken;
  return (
    <Message title={words.title} text={words.text}>
      <Button onPress={() => window.location.reload()}>{words.reload}</Button>
    </Message>
  );
}
