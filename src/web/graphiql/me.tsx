/** Who is signed in, asked once, and the words of this page in their language. */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { en } from '../words/en/graphiql.ts';
import { askAs, fetcher } from './fetcher.ts';

export type Words = typeof en;

/** English is there from the start; another language is sent to those who read it. */
const languages = {
  en: async () => en,
  fr: async () => (await import('../words/fr/graphiql.ts')).fr,
};

interface Me {
  /** Undefined until the server has said it. */
  username?: string;
  language: keyof typeof languages;
}

const MeContext = createContext<Me & { words: Words }>({ language: 'en', words: en });

export function MeProvider({ children }: { children: ReactNode }) {
  const [me, setMe] = useState<Me & { words: Words }>({ language: 'en', words: en });
  useEffect(() => {
    fetcher({ query: '{ me { id username language } }' }).then(async ({ data }) => {
      const me = data?.me as (Me & { id: string }) | null | undefined;
      if (!me) return;
      askAs(me.id);
      setMe({ ...me, words: await languages[me.language]() });
    });
  }, []);
  return <MeContext value={me}>{children}</MeContext>;
}

export const useMe = () => useContext(MeContext);

export const useWords = (): Words => useMe().words;
