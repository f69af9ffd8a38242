/** A dialog that finds pages, actions, users, roles, tokens and projects while one types, and opens what is chosen. */
import './go-to.css';
import '../../ui/field.css';
import '../../ui/menu.css';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useState } from 'react';
import {
  Autocomplete,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  SearchField,
  useFilter,
} from 'react-aria-components';
import { useLocation } from 'wouter';
import { useMe } from '../../api/session.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { goTo } from '../../ui/leave-guard.tsx';
import { Loading } from '../../ui/loading.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { useWords } from '../../words/words.tsx';
import { useCommands } from './commands.ts';
import { type Found, findRecords, pagesAndActions } from './find.ts';
import { recentOf, remember } from './recent.ts';
import { sectionsOf } from './sections.ts';

export default function GoTo({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const texts = words.general.goTo;
  const me = useMe();
  const [, navigate] = useLocation();
  const { contains } = useFilter({ sensitivity: 'base' });
  const [typed, setTyped] = useState('');
  const text = typed.trim();
  const wanted = usePaused(text);
  const { data, error } = useQuery<Found>({
    queryKey: ['go to', wanted],
    queryFn: () => findRecords(wanted, me),
    enabled: wanted !== '',
  });
  // Never those of an earlier text, which Enter would open.
  const records = wanted === text ? data : undefined;
  const commands = useCommands();
  const sections = sectionsOf({
    text,
    own: pagesAndActions(me, words, commands),
    records,
    recent: recentOf(me.id),
    contains,
    titles: { ...texts, recent: words.commands.recent },
  });
  const isSearching = text !== '' && !records && !error;
  const open = (id: string) => {
    const target = sections.flatMap(({ targets }) => targets).find((one) => one.id === id);
    if (!target) return;
    onClose();
    remember(me.id, target);
    if (target.href) goTo(target.href, navigate);
    else commands.find((one) => one.id === id)?.act();
  };
  /** One press closes the dialog. A search field by itself would only be emptied. */
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <div className="go-to" onKeyDownCapture={onKeyDown}>
        <Autocomplete inputValue={typed} onInputChange={setTyped}>
          <SearchField aria-label={texts.label} autoFocus className="field">
            <Input dir="auto" maxLength={255} placeholder={texts.placeholder} />
          </SearchField>
          {error && <RefusalNote refusal={error} />}
          <Menu
            className="menu"
            aria-label={texts.title}
            onAction={(key) => open(String(key))}
            renderEmptyState={() => (isSearching ? <Loading /> : <p className="nothing">{texts.nothing}</p>)}
          >
            {sections.map(({ name, targets }) => (
              <MenuSection key={name} id={name}>
                <Header>{name}</Header>
                {targets.map(({ id, name, detail }) => (
                  <MenuItem key={id} id={id} textValue={name}>
                    <span>
                      <bdi>{name}</bdi> {detail && <bdi className="minor">{detail}</bdi>}
                    </span>
                  </MenuItem>
                ))}
              </MenuSection>
            ))}
          </Menu>
        </Autocomplete>
      </div>
    </Dialog>
  );
}

/** The text when the user pauses. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const pause = setTimeout(() => setPaused(text), 200);
    return () => clearTimeout(pause);
  }, [text]);
  return paused;
}
