/** Whether letters go out, for those whose new users wait for one. */
import type { Mail as Sender } from '../../domain/mail/mailer.ts';
import { builder } from '../builder.ts';

const Mail = builder.objectRef<Sender>('Mail').implement({
  description: 'How letters are sent.',
  fields: (t) => ({
    configured: t.exposeBoolean('configured', {
      nullable: false,
      description: 'Whether they are sent at all. Otherwise one-time links are shown to whoever makes them.',
    }),
  }),
});

builder.queryField('mail', (t) =>
  t.withAuth({ permission: 'CREATE_USER' }).field({
    type: Mail,
    nullable: true,
    description: 'Whether mail is sent from here.',
    resolve: (_root, _args, { mail }) => mail,
  }),
);
