/** Issues a token for the signed-in user; with `?copy=` a copy of one of their tokens. */
import { useSearchParams } from 'wouter';
import { ActsAs } from '../../../features/token-form/acts-as.tsx';
import { LoadTokenForm } from '../../../features/token-form/load-token-form.tsx';
import { NewToken } from '../../../features/token-form/new-token.tsx';
import { Page } from '../../../ui/page.tsx';
import { useWords } from '../../../words/words.tsx';

export default function NewTokenPage() {
  const words = useWords().tokens;
  const [parameters] = useSearchParams();
  const copied = parameters.get('copy') ?? undefined;
  const form = <LoadTokenForm id={copied}>{(data) => <NewToken {...data} />}</LoadTokenForm>;
  return (
    <Page title={copied ? words.form.copyTitle : words.generate} intro={copied ? words.form.copyIntro : undefined}>
      {copied ? form : <ActsAs>{form}</ActsAs>}
    </Page>
  );
}
