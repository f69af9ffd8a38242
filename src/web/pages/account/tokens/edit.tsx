/** Edits one of the user's own tokens. */
import { useParams } from 'wouter';
import { EditToken } from '../../../features/token-form/edit-token.tsx';
import { Page } from '../../../ui/page.tsx';
import { useWords } from '../../../words/words.tsx';

export default function EditTokenPage() {
  const words = useWords().tokens;
  const { id = '' } = useParams();
  return (
    <Page title={words.form.editTitle}>
      <EditToken id={id} own />
    </Page>
  );
}
