/**
 * The tabs that GraphiQL opens at the first visit: a short tour of what the server does.
 * They are data, so that a test can validate every document. The name of the operation is the title of the tab.
 */
export interface Tab {
  query: string;
  variables?: Record<string, unknown>;
}

export const firstTabs: Tab[] = [
  {
    query: `# Who is user 1? Run it: the play button or Ctrl-Enter.
# A list is asked by its fields; an id leaves one row.
query OneUser {
  users(id: 1) {
    entities {
      id
      name
      public_name
      username
    }
  }
}
`,
  },
  {
    query: `# Step 1 of 3: a role names a set of permissions.
# Its input is below, under Variables.
mutation CreateRole(
  $supportAgent: CreateRoleMutationInput
) {
  createRole(input: $supportAgent) {
    id
    name
  }
}
`,
    variables: { supportAgent: { name: 'Support Agent', applied_permissions: ['READ_USER'] } },
  },
  {
    query: `# Step 2 of 3: a user with that role.
# Put the id that step 1 answered into role_id, below.
# The user is mailed a link to set a password.
mutation CreateUser(
  $supporter: CreateUserMutationInput
) {
  createUser(input: $supporter) {
    id
    username
    role {
      name
      applied_permissions
    }
  }
}
`,
    variables: {
      supporter: {
        name: 'Sam Porter',
        public_name: 'Sam',
        username: 'sam',
        email_address: 'sam@example.com',
        role_id: '0',
      },
    },
  },
  {
    query: `# Step 3 of 3: a personal access token for yourself.
# Its value is in this answer and never shown again.
mutation CreateToken(
  $input: CreatePersonalAccessTokenMutationInput
) {
  createPersonalAccessToken(input: $input) {
    id
    name
    token
  }
}
`,
    variables: { input: { name: 'My first token' } },
  },
  {
    query: `# Who am I, and which role do I have?
query Me {
  me {
    id
    name
    username
    role {
      name
    }
  }
}
`,
  },
  {
    query: `# The same, with a token instead of your session.
# Open Headers, below, and enter the token:
#
#   { "Authorization": "Bearer lku_..." }
#
# Headers are forgotten when the page is closed.
query MeByToken {
  me {
    username
  }
}
`,
  },
];

/** The initial text of the headers editor: the usual header, commented out. */
export const headersExample = `{
  // "Authorization": "Bearer lku_..."
}`;
