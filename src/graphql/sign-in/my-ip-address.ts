/** Where the caller comes from. */
import { builder } from '../builder.ts';

const MyIpAddress = builder.objectRef<string>('MyIpAddress').implement({
  description: "The caller's address.",
  fields: (t) => ({
    ip: t.field({
      type: 'IP',
      nullable: false,
      description: 'As the server sees it, after the proxies it trusts.',
      resolve: (ip) => ip,
    }),
  }),
});

builder.queryField('my_ip_address', (t) =>
  t.withAuth({ public: true }).field({
    type: MyIpAddress,
    nullable: true,
    description: 'The address the request came from.',
    resolve: (_root, _args, { ip }) => ip,
  }),
);
