/** The grants on projects that a user or a role has. */
import { graphql, type ResultOf } from '../../api/documents.ts';

const heldFields = graphql(`
  fragment HeldOnProjects on ProjectGrantConnection {
    entities {
      id
      permission
      project_id
      project {
        name
      }
    }
    page_info {
      total_count
    }
  }
`);

export type Held = ResultOf<typeof heldFields>;

export const heldByUserDocument = graphql(
  `
  query HeldByUser($id: Int64Bit!) {
    users(id: $id) {
      entities {
        project_grants(sorter: [{ attribute: "project_id", direction: ASC }], paginator: { page: 1, records_per_page: 100 }) {
          ...HeldOnProjects
        }
      }
    }
  }
`,
  [heldFields],
);

export const heldByRoleDocument = graphql(
  `
  query HeldByRole($id: Int64Bit!) {
    roles(id: $id) {
      entities {
        project_grants(sorter: [{ attribute: "project_id", direction: ASC }], paginator: { page: 1, records_per_page: 100 }) {
          ...HeldOnProjects
        }
      }
    }
  }
`,
  [heldFields],
);
