/** The key of everything about chats with the assistant. */
export const chatsKey = ['chats'] as const
