import type { Notice } from '#core/inbox/schemas.ts'

/*
 * Assumptions about the Bot API that our reading of its documentation does not confirm. All of them stand here, so that there
 * is one place to correct once the behaviour has been seen on the platform.
 */

/** Formats that are shown as their kind; all others are sent as documents, which take any format. */
export const IMAGE_FORMATS = ['image/jpeg', 'image/png', 'image/webp'] as const
export const VIDEO_FORMATS = ['video/mp4'] as const
export const AUDIO_FORMATS = ['audio/mpeg', 'audio/mp4'] as const
export const STICKER_FORMATS = ['image/webp'] as const

/** The keys of a group's move to a new id. It is told in two updates, one under the old id and one under the new. */
export const MIGRATION_KEYS = ['migrate_to_chat_id', 'migrate_from_chat_id'] as const

/**
 * Service messages, by which Telegram tells of events in a private chat. The list is from general knowledge; a message that
 * is not named here goes to a person.
 */
export const SERVICE_MESSAGES: Record<string, Notice> = {
  pinned_message: 'pinned',
  message_auto_delete_timer_changed: 'timer',
  write_access_allowed: 'write_access',
  chat_background_set: 'other',
  connected_website: 'other',
  forum_topic_created: 'other',
  forum_topic_edited: 'other',
  forum_topic_closed: 'other',
  forum_topic_reopened: 'other',
}

/** Statuses of a bot that was blocked or removed from a private chat. */
export const BLOCKED_STATUSES: ReadonlySet<string> = new Set(['kicked', 'left'])
