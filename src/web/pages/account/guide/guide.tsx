/**
 * The guide on a new server: four steps to the first API call. The server's data say which steps are done; the user can hide the
 * guide at any time.
 */
import '../../../ui/callout.css';
import '../../../ui/section.css';
import './guide.css';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Link } from 'react-aria-components';
import { useKept as usePreference } from '../../../api/preferences.ts';
import { OneTimeLink } from '../../../features/one-time-link/one-time-link.tsx';
import { Button } from '../../../ui/button.tsx';
import { CheckIcon } from '../../../ui/icons.tsx';
import { useWords } from '../../../words/words.tsx';
import { CallStep } from './call-step.tsx';
import { useEntered, useForgetAll } from './kept.ts';
import { dismissed, dismissedKey, type Progress, useProgress } from './progress.ts';
import { RoleStep } from './role-step.tsx';
import { TokenStep } from './token-step.tsx';
import { UserStep } from './user-step.tsx';

export default function Guide() {
  const progress = useProgress();
  const [isLeft, setLeft] = useState(false);
  const [{ wasOpen }, keep] = useEntered('guide', { wasOpen: false });
  const isDone = Boolean(progress?.token?.last_used_at);
  const opens = progress?.isKnown && !isDone && !wasOpen;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is opened once
  useEffect(() => {
    if (opens) keep({ wasOpen: true });
  }, [opens]);
  if (!progress || isLeft) return null;
  // A user who returns after all steps are done does not need it.
  if (!wasOpen) return null;
  return <OpenGuide progress={progress} isDone={isDone} leave={() => setLeft(true)} />;
}

function OpenGuide({ progress, isDone, leave }: { progress: Progress; isDone: boolean; leave: () => void }) {
  const words = useWords().guide;
  const heading = useId();
  const client = useQueryClient();
  const forgetAll = useForgetAll();
  const [, keep] = usePreference(dismissedKey);
  const [isHiding, setHiding] = useState(false);
  const [link, setLink] = useState<string>();
  const [secret, setSecret] = useState<string>();
  const { role, user, token } = progress;
  const hide = async () => {
    setHiding(true);
    await keep(dismissed);
    leave();
    forgetAll();
  };
  const changed = () => client.invalidateQueries();
  const list = useStepFocus(!role ? 0 : !user ? 1 : !token ? 2 : 3, progress.isKnown);
  return (
    <section className="guide card" aria-labelledby={heading}>
      <div className="section-head">
        <h2 id={heading}>{isDone ? words.doneTitle : words.title}</h2>
        <Button look={isDone ? 'primary' : 'quiet'} isPending={isHiding} onPress={hide}>
          {isDone ? words.close : words.hide}
        </Button>
      </div>
      <p className="soft">{isDone ? words.doneText : words.text}</p>
      <ol ref={list}>
        <Step
          title={words.role.title}
          isDone={Boolean(role)}
          done={role && <p>{words.role.done(<bdi>{role.name}</bdi>)}</p>}
        >
          <RoleStep changed={changed} />
        </Step>
        <Step
          title={words.user.title}
          isNext={Boolean(role)}
          isDone={Boolean(user)}
          done={
            user && (
              <>
                <p>{words.user.done(<bdi>{user.name}</bdi>)}</p>
                {link ? (
                  <OneTimeLink link={link} autoFocus={false} />
                ) : (
                  !token && (
                    <p className="soft">
                      {words.user.lost} <Link href={`/admin/users/${user.id}`}>{words.user.open}</Link>
                    </p>
                  )
                )}
              </>
            )
          }
        >
          {role && <UserStep role={role} changed={changed} setLink={setLink} />}
        </Step>
        <Step
          title={words.token.title}
          isNext={Boolean(role && user)}
          isDone={Boolean(token)}
          done={token && <p>{words.token.done(<bdi>{token.name}</bdi>)}</p>}
        >
          {user && <TokenStep user={user} changed={changed} setSecret={setSecret} />}
        </Step>
        <Step title={words.call.title} isNext={Boolean(role && token)} isDone={isDone}>
          {token && <CallStep token={token} secret={secret} />}
        </Step>
      </ol>
    </section>
  );
}

/** When a step is done, its button is gone: the heading of the next one gets the focus, unless it is elsewhere. */
function useStepFocus(step: number, isKnown: boolean) {
  const list = useRef<HTMLOListElement>(null);
  const before = useRef<number>(undefined);
  useEffect(() => {
    // Loading the page is no step.
    if (before.current === undefined && !isKnown) return;
    const { activeElement, body } = document;
    const isFree = !activeElement || activeElement === body || list.current?.contains(activeElement);
    if (before.current !== undefined && step > before.current && isFree)
      list.current?.querySelector<HTMLElement>('[aria-current="step"] h3')?.focus();
    before.current = step;
  }, [step, isKnown]);
  return list;
}

interface StepProps {
  title: string;
  /** Whether all previous steps are done. */
  isNext?: boolean;
  isDone: boolean;
  /** The text once the step is done. Without it, the step stays open. */
  done?: ReactNode;
  children: ReactNode;
}

function Step({ title, isNext = true, isDone, done, children }: StepProps) {
  const words = useWords().guide;
  const isOpen = isNext && (!isDone || done === undefined);
  return (
    <li className={isDone ? 'step done' : isOpen ? 'step open' : 'step'} aria-current={isOpen ? 'step' : undefined}>
      <h3 tabIndex={-1}>
        {title}
        {isDone && (
          <span className="step-done">
            <CheckIcon /> <span>{words.isDone}</span>
          </span>
        )}
      </h3>
      {isDone && done}
      {isOpen && children}
    </li>
  );
}
