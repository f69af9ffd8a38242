/** The navigation: the pages that the user may open, each with its icon. */
import './navigation.css';
import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { useMe } from '../api/session.tsx';
import { useWords } from '../words/words.tsx';
import { isOpenTo, routes } from './routes.tsx';

// Not needed before the page itself is shown.
const AttentionCount = lazy(() => import('./home/attention-count.tsx'));

export function Navigation({ isOpen, path }: { isOpen: boolean; path: string }) {
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
                  <span className="nav-icon" data-page={entry.path} />
                  {entry.navigation?.label(words)}
                  <Suspense>
                    <AttentionCount path={entry.path} />
                  </Suspense>
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
            <a href="/graphiql">
              <span className="nav-icon" data-page="/graphiql" />
              {words.general.graphiql}
            </a>
          </li>
        </ul>
      </section>
    </nav>
  );
}

/** The page itself or one below it; `/account` does not contain the others. */
const isWithin = (path: string, entry: string) =>
  path === entry || (entry.split('/').length > 2 && path.startsWith(`${entry}/`));
