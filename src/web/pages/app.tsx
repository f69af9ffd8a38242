/** The pages: the session and the language around them, the page of the address, and what is shown when one fails. */
import { Component, lazy, type ReactNode, Suspense, useEffect } from 'react';
import { RouterProvider } from 'react-aria-components';
import { Route, Switch, useLocation } from 'wouter';
import { checkConnection, onReconnect, useIsConnectionLost } from '../api/connection.ts';
import { MeProvider, SessionProvider, useMe, useMeQuery, useSession } from '../api/session.tsx';
import { Acknowledgement } from '../features/notes/acknowledgement.tsx';
import { PasswordPrompt } from '../features/password-prompt/password-prompt.tsx';
import { SecretProvider } from '../features/token-secret/secret-dialog.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { useFocusKeeper } from '../ui/focus-keeper.ts';
import { LeaveGuard } from '../ui/leave-guard.tsx';
import { Loading } from '../ui/loading.tsx';
import { MessagePage } from '../ui/message.tsx';
import { RequestAccessContext } from '../ui/refusal-note.tsx';
import { RefusedPage } from '../ui/refused-page.tsx';
import { useThemeOf } from '../ui/theme.ts';
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
  useFocusKeeper();
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
  const [path, navigate] = useLocation();
  useThemeOf(me);
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
                        <Boundary path={path}>
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
            <LeaveGuard />
            <Toasts />
          </MeProvider>
        ) : error ? (
          <main className="alone">
            <RefusedPage refusal={error} retry={refetch} />
          </main>
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
  const [path] = useLocation();
  return (
    <MessagePage title={words.title} text={words.text(<bdi className="mono">{path}</bdi>)}>
      <LinkButton href="/account">{words.home}</LinkButton>
      {window.history.length > 1 && <Button onPress={() => window.history.back()}>{words.back}</Button>}
    </MessagePage>
  );
}

function SessionOver() {
  const words = useWords().general.sessionOver;
  return (
    <main className="alone">
      <MessagePage title={words.title} text={words.text}>
        {/* The page loads again: it asks to sign in, or belongs to the user who has signed in since. */}
        <a className="button primary" href={window.location.pathname + window.location.search}>
          {words.signIn}
        </a>
      </MessagePage>
    </main>
  );
}

interface BoundaryProps {
  path: string;
  children: ReactNode;
}

/** When a page throws an error, the navigation stays, and leads to pages that work. */
class Boundary extends Component<BoundaryProps, { failure?: unknown }> {
  override state: { failure?: unknown } = {};
  static getDerivedStateFromError = (failure: unknown) => ({ failure });
  override componentDidUpdate = ({ path }: BoundaryProps) => {
    if (this.state.failure !== undefined && path !== this.props.path) this.setState({ failure: undefined });
  };
  override render = () => {
    const { failure } = this.state;
    if (failure === undefined) return this.props.children;
    return isNotLoaded(failure) ? <PartMissing /> : <Broken />;
  };
}

/** How browsers say that they could not load a part of the script. */
const isNotLoaded = (error: unknown) =>
  /dynamically imported module|importing a module script|unable to preload/i.test(
    error instanceof Error ? error.message : '',
  );

function Broken() {
  const words = useWords().general.broken;
  return (
    <MessagePage title={words.title} text={words.text}>
      <Button onPress={() => window.location.reload()}>{words.reload}</Button>
    </MessagePage>
  );
}

/**
 * Browsers do not ask again for a part that they could not load, until the page is loaded again. If the server answers, the part
 * has another name since an upgrade.
 */
function PartMissing() {
  const { broken, refusedPage } = useWords().general;
  const isLost = useIsConnectionLost();
  useEffect(() => {
    void checkConnection();
    return onReconnect(() => window.location.reload());
  }, []);
  return (
    <MessagePage
      title={refusedPage.titles[isLost ? 'UNREACHABLE' : 'OTHER']}
      text={isLost ? broken.unreachable : broken.outdated}
    >
      <Button onPress={() => window.location.reload()}>{broken.reload}</Button>
    </MessagePage>
  );
}
