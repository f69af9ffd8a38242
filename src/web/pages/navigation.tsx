/** The navigation: the pages that the user may open, in sections, each with its icon. */
import './navigation.css';
import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { useMe } from '../api/session.tsx';
import { useWords } from '../words/words.tsx';
import { loadEarly } from './load-early.ts';
import { isOpenTo, routes, sections } from './routes.tsx';

// Not needed before the page itself is shown.
const WaitingCount = lazy(() => import('./waiting/waiting-count.tsx'));

export function Navigation({ isOpen, path }: { isOpen: boolean; path: string }) {
  const words = useWords();
  const me = useMe();
  const open = routes.filter((route) => route.navigation && isOpenTo(route, me));
  const current = currentOf(
    path,
    open.map((entry) => entry.path),
  );
  const shown = sections
    .map((name) => ({ name, entries: open.filter(({ navigation }) => navigation?.section === name) }))
    // GraphiQL, which every user may open, is in the last one.
    .filter(({ name, entries }) => name === 'programs' || entries.length > 0);
  return (
    <nav aria-label={words.general.navigation} className={isOpen ? 'open' : ''}>
      {shown.map(({ name, entries }) => (
        <section key={name} aria-labelledby={`nav-${name}`}>
          <h2 id={`nav-${name}`}>{words.general.sections[name]}</h2>
          <ul>
            {entries.map((entry) => (
              <li key={entry.path}>
                <Link
                  href={entry.path}
                  aria-current={entry.path === current ? 'page' : undefined}
                  onPointerEnter={() => loadEarly(entry.path)}
                  onFocus={() => loadEarly(entry.path)}
                >
                  <span className="nav-icon" data-page={entry.path} />
                  {entry.navigation?.label(words)}
                  <Suspense>
                    <WaitingCount path={entry.path} />
                  </Suspense>
                </Link>
              </li>
            ))}
            {name === 'programs' && (
              <li>
                <a href="/graphiql">
                  <span className="nav-icon" data-page="/graphiql" />
                  {words.general.graphiql}
                </a>
              </li>
            )}
          </ul>
        </section>
      ))}
    </nav>
  );
}

/** The page itself or the nearest one above it; `/account` does not contain the others. */
const currentOf = (path: string, entries: readonly string[]) =>
  entries
    .filter((entry) => path === entry || (entry.split('/').length > 2 && path.startsWith(`${entry}/`)))
    .sort((one, other) => other.length - one.length)[0];
