/** Changes the user's language. Everything is read again, because the server's texts are in the language, too. */
import { useQueryClient } from '@tanstack/react-query';
import { graphql } from '../../api/documents.ts';
import { send } from '../../api/send.ts';
import type { Language } from '../../words/languages.ts';

const languageDocument = graphql(`
  mutation ChooseLanguage($language: Language!) {
    updateMe(input: { language: $language }) {
      id
    }
  }
`);

export function useLanguageChoice(): (language: Language) => Promise<void> {
  const client = useQueryClient();
  return async (language) => {
    await send(languageDocument, { language }).catch(() => undefined);
    await client.invalidateQueries();
  };
}
