/** Who is signed in, asked once, and the words of this page in their language. */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { fetcher } from './fetcher.ts';
import { en } from './words/en.ts';
import { fr } from './words/fr.ts';

const languages = { en, fr };

export type Words = typeof en;

interface Me {
  /** Undefined until the server has said it. */
  username?: string;
  language: keyof typeof languages;
}

const MeContext = createContext<Me>({ language: 'en' });

export function MeProvider({ children }: { children: ReactNode }) {
  const [me, setMe] = useState<Me>({ language: 'en' });
  useEffect(() => {
    fetcher({ query: '{ me { username language } }' }).then(({ data }) => {
      if (data?.me) setMe(data.me as Me);
    });
  }, []);
  return <MeContext value={me}>{children}</MeContext>;
}

export const useMe = () => useContext(MeContext);

export const useWords = (): Words => languages[useMe().language];
