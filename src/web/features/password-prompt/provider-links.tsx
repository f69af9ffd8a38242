/** For users who sign in at a provider: signing in there again in another tab, in place of the password. */
import { Link } from 'react-aria-components';
import { useWords } from '../../words/words.tsx';

interface ProviderLinksProps {
  /** Those at which the user has an account. */
  providers: readonly { provider_id: string; name: string }[];
  /** Called when the other tab is opened. */
  opened: () => void;
}

export function ProviderLinks({ providers, opened }: ProviderLinksProps) {
  const words = useWords().companySignIn;
  return providers.map(({ provider_id, name }) => (
    <Link
      key={provider_id}
      className="button plain"
      href={`/sign-in/with/${provider_id}?confirm`}
      target="_blank"
      rel="noopener"
      onPress={opened}
    >
      {words.confirmAt(name)}
    </Link>
  ));
}
