/** What can be done from the search of pages without a page: the theme, the language, confirming the password, signing out. */
import { useContext } from 'react';
import { AskPasswordContext } from '../../api/use-change.ts';
import { themes, useTheme } from '../../ui/theme.ts';
import { notify } from '../../ui/toasts.tsx';
import { formats } from '../../words/formats.ts';
import { languages } from '../../words/languages.ts';
import { useLanguage, useWords } from '../../words/words.tsx';
import { signOut } from '../account-menu/sign-out.ts';
import { useLanguageChoice } from '../account-menu/use-language-choice.ts';
import type { Target } from './target.ts';

export interface Command extends Target {
  also: string | undefined;
  act: () => void;
}

/** Without the theme and the language that are chosen already. */
export function useCommands(): Command[] {
  const { commands: words, general } = useWords();
  const [theme, setTheme] = useTheme();
  const language = useLanguage();
  const chooseLanguage = useLanguageChoice();
  const askPassword = useContext(AskPasswordContext);
  const confirm = async () => {
    if ((await askPassword()) !== null) notify(words.confirmed);
  };
  const { also } = words;
  return [
    ...themes
      .filter((one) => one !== theme)
      .map((one) => ({
        id: `theme ${one}`,
        name: words.theme(general.theme[one]),
        also: also.theme,
        act: () => void setTheme(one),
      })),
    ...languages
      .filter((one) => one !== language)
      .map((one) => ({
        id: `language ${one}`,
        name: words.language(formats(one).language(one)),
        // Its name in the present language, too.
        also: `${also.language} ${formats(language).language(one)}`,
        act: () => void chooseLanguage(one),
      })),
    { id: 'confirmPassword', name: words.confirmPassword, also: also.confirmPassword, act: () => void confirm() },
    { id: 'signOut', name: general.signOut, also: also.signOut, act: signOut },
  ];
}
