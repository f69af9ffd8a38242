/** `/admin` leads to the first page of the administration that the user may open. */
import type { ReactNode } from 'react';
import { Redirect } from 'wouter';
import { useMe } from '../../api/session.tsx';
import { isOpenTo, routes } from '../routes.tsx';

export function RedirectToFirstPage({ otherwise }: { otherwise: ReactNode }) {
  const me = useMe();
  const first = routes.find(
    (route) => route.navigation && route.navigation.section !== 'account' && isOpenTo(route, me),
  );
  return first ? <Redirect to={first.path} replace /> : otherwise;
}
