/** `/admin`: the first page of the administration that one may open. */
import { Redirect } from 'wouter';
import { useMe } from '../../api/session.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { useWords } from '../../words/words.tsx';
import { isOpenTo, routes } from '../routes.tsx';
import { Message } from '../shell.tsx';

export default function Administration() {
  const words = useWords().general.notFound;
  const me = useMe();
  const first = routes.find((route) => route.navigation?.section === 'administration' && isOpenTo(route, me));
  if (first) return <Redirect to={first.path} replace />;
  return (
    <Message title={words.title} text={words.text}>
      <LinkButton href="/account">{words.home}</LinkButton>
    </Message>
  );
}
