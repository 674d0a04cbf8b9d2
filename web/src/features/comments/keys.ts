/** The key of everything about comments, and of the posts under which they stand. */
export const commentsKey = ['comments'] as const
