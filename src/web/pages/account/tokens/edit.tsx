/** Edits one of the user's own tokens. */
import { useParams } from 'wouter';
import { EditToken } from '../../../features/token-form/edit-token.tsx';

export default function EditTokenPage() {
  const { id = '' } = useParams();
  return <EditToken id={id} own />;
}
