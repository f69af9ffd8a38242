/** A token of any user. */
import { TokenPage } from '../../../features/token-page/token-page.tsx';

export default () => <TokenPage own={false} />;
