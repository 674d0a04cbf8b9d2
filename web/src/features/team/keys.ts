export const teamKeys = {
  labels: ['labels'],
  counts: ['conversations', 'counts'],
  filters: ['saved-filters'],
  allNotes: ['notes'],
  notes: (conversationId: string) => ['notes', conversationId],
  replies: ['canned-replies'],
  repliesFor: (conversationId: string) => ['canned-replies', conversationId],
} as const
