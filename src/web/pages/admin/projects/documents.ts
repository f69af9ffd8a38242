/** The GraphQL documents of the pages about projects. */
import { graphql, type ResultOf } from '../../../api/documents.ts';

export const projectsDocument = graphql(`
  query ListOfProjects($paginator: Paginator, $sorter: [Sorter], $general_search: String) {
    projects(paginator: $paginator, sorter: $sorter, general_search: $general_search) {
      entities {
        id
        key
        name
        created_at
      }
      page_info {
        total_count
      }
    }
  }
`);

type Projects = ResultOf<typeof projectsDocument>['projects'];
export type ProjectRow = NonNullable<Projects['entities'][number]>;

export const projectDocument = graphql(`
  query Project($id: Int64Bit!, $administers: Boolean!, $readsUsers: Boolean!, $readsRoles: Boolean!) {
    projects(id: $id) {
      entities {
        id
        key
        name
        created_at
        effective_permissions
        grants(paginator: { page: 1, records_per_page: 1000 }) @include(if: $administers) {
          entities {
            id
            permission
            user_id
            user @include(if: $readsUsers) {
              name
            }
            role_id
            role @include(if: $readsRoles) {
              name
            }
          }
        }
      }
    }
  }
`);

type Found = ResultOf<typeof projectDocument>['projects'];
export type Project = NonNullable<Found['entities'][number]>;
export type Grant = NonNullable<NonNullable<Project['grants']>['entities'][number]>;

export const createDocument = graphql(`
  mutation CreateProject($input: CreateProjectMutationInput) {
    createProject(input: $input) {
      id
    }
  }
`);

export const updateDocument = graphql(`
  mutation UpdateProject($id: Int64Bit!, $input: UpdateProjectMutationInput) {
    updateProject(id: $id, input: $input) {
      id
    }
  }
`);

export const grantDocument = graphql(`
  mutation GrantOnProject($input: ProjectGrantMutationInput) {
    grantProjectPermission(input: $input) {
      success
    }
  }
`);

export const revokeDocument = graphql(`
  mutation RevokeOnProject($input: ProjectGrantMutationInput) {
    revokeProjectPermission(input: $input) {
      success
    }
  }
`);
