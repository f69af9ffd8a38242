/** One of the user's own tokens. */
import { TokenPage } from '../../../features/token-page/token-page.tsx';

export default () => <TokenPage own />;
