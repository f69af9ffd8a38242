/** The pages: the session and the language around them, the page of the address, and what is shown when one fails. */
import { Component, lazy, type ReactNode, Suspense, useEffect } from 'react';
import { RouterProvider } from 'react-aria-components';
import { Route, Switch, useLocation } from 'wouter';
import { MeProvider, SessionProvider, useMe, useMeQuery, useSession } from '../api/session.tsx';
import { Acknowledgement } from '../features/notes/acknowledgement.tsx';
import { PasswordPrompt } from '../features/password-prompt/password-prompt.tsx';
import { SecretProvider } from '../features/token-secret/secret-dialog.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';
import { Message } from '../ui/message.tsx';
import { RefusalNote, RequestAccessContext } from '../ui/refusal-note.tsx';
import { Toasts } from '../ui/toasts.tsx';
import { LanguageProvider, useLanguage, useWords } from '../words/words.tsx';
import { RedirectToFirstPage } from './admin/redirect-to-first-page.tsx';
import { WithFactor } from './enroll/enroll.tsx';
import { isOpenTo, routes } from './routes.tsx';
import { Shell } from './shell.tsx';

const ForbiddenPage = lazy(() => import('./forbidden-page.tsx'));
const RequestAccess = lazy(() => import('../features/access-requests/request-access.tsx'));

export const App = () => (
  <SessionProvider>
    <OfSession />
  </SessionProvider>
);

function OfSession() {
  if (!useSession().isOver) return <SignedIn />;
  return (
    <LanguageProvider language={undefined}>
      <DocumentLanguage />
      <SessionOver />
    </LanguageProvider>
  );
}

function SignedIn() {
  const { data: me, error, refetch } = useMeQuery();
  const [, navigate] = useLocation();
  return (
    <LanguageProvider language={me?.language}>
      <DocumentLanguage />
      <RouterProvider navigate={navigate}>
        {me ? (
          <MeProvider value={me} key={me.id}>
            <RequestAccessContext value={RequestAccess}>
              <PasswordPrompt>
                <Acknowledgement>
                  <SecretProvider>
                    <WithFactor>
                      <Shell>
                        <Boundary>
                          <Suspense fallback={<Loading />}>
                            <Pages />
                          </Suspense>
                        </Boundary>
                      </Shell>
                    </WithFactor>
                  </SecretProvider>
                </Acknowledgement>
              </PasswordPrompt>
            </RequestAccessContext>
            <Toasts />
          </MeProvider>
        ) : error ? (
          <RefusalNote refusal={error} retry={refetch} />
        ) : (
          <Loading />
        )}
      </RouterProvider>
    </LanguageProvider>
  );
}

function DocumentLanguage() {
  const language = useLanguage();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return null;
}

function Pages() {
  const me = useMe();
  return (
    <Switch>
      <Route path="/admin">
        <RedirectToFirstPage otherwise={<NotFound />} />
      </Route>
      {routes.map((route) => (
        <Route key={route.path} path={route.path}>
          {route.permission && !isOpenTo(route, me) ? <ForbiddenPage permission={route.permission} /> : <route.page />}
        </Route>
      ))}
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}

function NotFound() {
  const words = useWords().general.notFound;
  return (
    <Message title={words.title} text={words.text}>
      <LinkButton href="/account">{words.home}</LinkButton>
    </Message>
  );
}

function SessionOver() {
  const words = useWords().general.sessionOver;
  return (
    <main className="alone">
      <Message title={words.title} text={words.text}>
        {/* The page loads again: it asks to sign in, or belongs to the user who has signed in since. */}
        <a className="button primary" href={window.location.pathname + window.location.search}>
          {words.signIn}
        </a>
      </Message>
    </main>
  );
}

/** When a page throws an error, the navigation stays. */
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
