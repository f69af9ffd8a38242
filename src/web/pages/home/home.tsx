/** The first page after signing in: the guide on a new server, what needs attention, and the tokens that expire next. */
import '../../ui/section.css';
import './home.css';
import { lazy, Suspense } from 'react';
import { Link } from 'react-aria-components';
import { LinkButton } from '../../ui/button.tsx';
import { CheckIcon, NextIcon } from '../../ui/icons.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Section } from '../../ui/section.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import { type Attention, useAttention } from './attention.ts';
import { ExpiryTimeline } from './expiry-timeline.tsx';

const Guide = lazy(() => import('../account/guide/guide.tsx'));

export default function HomePage() {
  const { home: words, tokens } = useWords();
  const { data, error, refetch } = useAttention();
  return (
    <Page
      title={words.title}
      intro={words.intro}
      actions={
        <LinkButton href="/account/tokens/new" look="primary">
          {tokens.generate}
        </LinkButton>
      }
    >
      <Suspense>
        <Guide />
      </Suspense>
      {error && <RefusalNote refusal={error} retry={refetch} />}
      {!data && !error && <Loading />}
      {data && (
        <>
          <Section title={words.attention}>
            <ToDo attention={data} />
          </Section>
          {data.weak.length > 0 && (
            <Section title={words.settings}>
              <Settings attention={data} />
            </Section>
          )}
          <Section title={words.next.title}>
            <ExpiryTimeline attention={data} />
          </Section>
        </>
      )}
    </Page>
  );
}

function ToDo({ attention: { counted } }: { attention: Attention }) {
  const words = useWords().home;
  const { number } = useFormats();
  if (counted.length === 0)
    return (
      <p className="card all-well">
        <CheckIcon /> {words.nothing}
      </p>
    );
  return (
    <ul className="attention">
      {counted.map(({ subject, count, path }) => (
        <Item
          key={subject}
          path={path}
          mark={number(count)}
          {...words.subjects[subject]}
          title={words.subjects[subject].title(count)}
        />
      ))}
    </ul>
  );
}

function Settings({ attention: { weak } }: { attention: Attention }) {
  const words = useWords().home;
  return (
    <ul className="card settings">
      {weak.map(({ weakness, path }) => (
        <li key={weakness}>
          <Link href={path} className="row-link">
            {words.weaknesses[weakness].title}
          </Link>
          <span className="minor">{words.weaknesses[weakness].text}</span>
        </li>
      ))}
    </ul>
  );
}

interface ItemProps {
  path: string;
  mark: React.ReactNode;
  title: string;
  text: string;
}

const Item = ({ path, mark, title, text }: ItemProps) => (
  <li>
    <Link href={path}>
      <span className="attention-mark" aria-hidden="true">
        {mark}
      </span>
      <span>
        <b>{title}</b>
        <span className="minor">{text}</span>
      </span>
      <NextIcon />
    </Link>
  </li>
);
