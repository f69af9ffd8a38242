/** The caller's IP address. */
import { builder } from '../builder.ts';

const MyIpAddress = builder.objectRef<string>('MyIpAddress').implement({
  description: "The caller's address.",
  fields: (t) => ({
    ip: t.field({
      type: 'IP',
      nullable: false,
      description: 'The IP address as the server sees it, behind the proxies that it trusts.',
      resolve: (ip) => ip,
    }),
  }),
});

builder.queryField('my_ip_address', (t) =>
  t.withAuth({ public: true }).field({
    type: MyIpAddress,
    nullable: false,
    description: 'The IP address from which the request came.',
    resolve: (_root, _args, { ip }) => ip,
  }),
);
