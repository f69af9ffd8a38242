/** The fields that all types of stored records have, for types that are not lists. */
import type { builder } from '../builder.ts';

interface Stored {
  id: string;
  createdAt: Date;
  updatedAt: Date;
  version: number;
}

type SchemaTypes = (typeof builder)['$inferSchemaTypes'];
type Builder<Row extends Stored> = PothosSchemaTypes.ObjectFieldBuilder<SchemaTypes, Row>;

/** `prefix`: the beginning of the identifier that is unique among all types, such as `password_policy`. */
export const commonFields = <Row extends Stored>(t: Builder<Row>, prefix: string) => ({
  id: t.field({
    type: 'Int64Bit',
    nullable: false,
    description: 'The number of the record.',
    resolve: ({ id }) => id,
  }),
  sonar_unique_id: t.id({
    nullable: false,
    description: 'An identifier that is unique among records of all types.',
    resolve: ({ id }) => `${prefix}_${id}`,
  }),
  created_at: t.field({
    type: 'Datetime',
    nullable: false,
    description: 'When it was created.',
    resolve: ({ createdAt }) => createdAt,
  }),
  updated_at: t.field({
    type: 'Datetime',
    nullable: false,
    description: 'When it was last changed.',
    resolve: ({ updatedAt }) => updatedAt,
  }),
  _version: t.string({
    nullable: false,
    description: 'Different after every change.',
    resolve: ({ version }) => String(version),
  }),
});
