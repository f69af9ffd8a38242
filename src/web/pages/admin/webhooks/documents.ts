/** The GraphQL documents of the pages about webhooks. */
import { graphql, type ResultOf, type VariablesOf } from '../../../api/documents.ts';

const webhookFields = graphql(`
  fragment WebhookFields on Webhook {
    id
    url
    description
    event_types
    enabled
    gone_at
    failing_since
    previous_secret_until
    updated_at
  }
`);

export type Webhook = ResultOf<typeof webhookFields>;

export const webhooksDocument = graphql(
  `
  query ListOfWebhooks($paginator: Paginator, $sorter: [Sorter], $general_search: String) {
    webhooks(paginator: $paginator, sorter: $sorter, general_search: $general_search) {
      entities {
        ...WebhookFields
      }
      page_info {
        total_count
      }
    }
  }
`,
  [webhookFields],
);

export const webhookDocument = graphql(
  `
  query OneWebhook($id: Int64Bit!) {
    webhooks(id: $id) {
      entities {
        ...WebhookFields
      }
    }
  }
`,
  [webhookFields],
);

const deliveryFields = graphql(`
  fragment DeliveryFields on WebhookDelivery {
    id
    event_id
    event_type
    occurred_at
    state
    attempts
    last_status
    last_error
    delivered_at
    next_attempt_at
  }
`);

export type Delivery = ResultOf<typeof deliveryFields>;
export type DeliveryState = Delivery['state'];

export const deliveriesDocument = graphql(
  `
  query DeliveriesOfWebhook($id: Int64Bit!, $paginator: Paginator, $sorter: [Sorter], $state: WebhookDeliveryState) {
    webhook_deliveries(webhook_id: $id, paginator: $paginator, sorter: $sorter, state: $state) {
      entities {
        ...DeliveryFields
      }
      page_info {
        total_count
      }
    }
  }
`,
  [deliveryFields],
);

export const createDocument = graphql(`
  mutation CreateWebhook($input: CreateWebhookMutationInput) {
    createWebhook(input: $input) {
      id
      secret
    }
  }
`);

export type WebhookInput = NonNullable<VariablesOf<typeof createDocument>['input']>;

export const updateDocument = graphql(`
  mutation UpdateWebhook($id: Int64Bit!, $input: UpdateWebhookMutationInput) {
    updateWebhook(id: $id, input: $input) {
      id
    }
  }
`);

export const deleteDocument = graphql(`
  mutation DeleteWebhook($id: Int64Bit!, $current_password: String) {
    deleteWebhook(id: $id, current_password: $current_password) {
      success
    }
  }
`);

export const rotateDocument = graphql(`
  mutation RotateWebhookSecret($id: Int64Bit!, $current_password: String) {
    rotateWebhookSecret(id: $id, current_password: $current_password) {
      id
      secret
    }
  }
`);

export const sendTestDocument = graphql(`
  mutation SendWebhookTestEvent($id: Int64Bit!, $current_password: String) {
    sendWebhookTestEvent(id: $id, current_password: $current_password) {
      id
    }
  }
`);

export const replayDocument = graphql(`
  mutation ReplayWebhookDelivery($id: Int64Bit!, $current_password: String) {
    replayWebhookDelivery(id: $id, current_password: $current_password) {
      id
    }
  }
`);
