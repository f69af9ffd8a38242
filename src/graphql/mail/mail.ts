/** Whether a mail server is configured. */
import type { Mail as Sender } from '../../domain/mail/mailer.ts';
import { builder } from '../builder.ts';

const Mail = builder.objectRef<Sender>('Mail').implement({
  description: 'How emails are sent.',
  fields: (t) => ({
    configured: t.exposeBoolean('configured', {
      nullable: false,
      description:
        'Whether a mail server is configured. If not, one-time links are shown to the user who creates them.',
    }),
  }),
});

builder.queryField('mail', (t) =>
  t.withAuth({ permission: 'CREATE_USER' }).field({
    type: Mail,
    nullable: true,
    description: 'Whether this server sends emails.',
    resolve: (_root, _args, { mail }) => mail,
  }),
);
