/** Enrolls an authenticator app: its secret as a QR code and as text, then a code of it. The QR code is made in the browser. */
import './second-factor.css';
import { renderSVG } from 'uqr';
import { Copyable } from '../../ui/copyable.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../words/words.tsx';
import { CodeForm } from './code-form.tsx';

interface AppDialogProps {
  /** The `otpauth:` address. */
  uri: string;
  enrolled: () => void;
  cancel: () => void;
}

export function AppDialog({ uri, enrolled, cancel }: AppDialogProps) {
  const words = useWords().twoStep.app;
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  const picture = `data:image/svg+xml,${encodeURIComponent(renderSVG(uri, { border: 4 }))}`;
  return (
    <Dialog title={words.title} onClose={cancel}>
      <p>{words.scan}</p>
      <img className="qr-code" src={picture} alt={words.picture} width={220} height={220} />
      <Copyable label={words.secret} value={secret.match(/.{1,4}/g)?.join(' ') ?? ''} />
      <p>{words.next}</p>
      <CodeForm type="TOTP" enrolled={enrolled} cancel={cancel} />
    </Dialog>
  );
}
