/** Who signs in has no credential until then, so the entry is the server's: the person is the user that it is about. */
export const isSignIn = (entry: { user_id: string | null; loggable_type: string; message: string }): boolean =>
  entry.user_id === null && entry.loggable_type === 'User' && entry.message.endsWith(' signed in.');
