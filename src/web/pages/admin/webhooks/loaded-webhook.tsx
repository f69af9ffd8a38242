/** Loads the webhook of the address. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams } from 'wouter';
import { send } from '../../../api/send.ts';
import { LoadedEntity } from '../../../ui/loaded-entity.tsx';
import { type Webhook, webhookDocument } from './documents.ts';

export function LoadedWebhook({ children }: { children: (webhook: Webhook) => ReactNode }) {
  const { id = '' } = useParams();
  const query = useQuery({ queryKey: ['webhooks', 'one', id], queryFn: () => send(webhookDocument, { id }) });
  return (
    <LoadedEntity query={query} entity={query.data?.webhooks.entities[0]} back="/admin/webhooks">
      {children}
    </LoadedEntity>
  );
}
