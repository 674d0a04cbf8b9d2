import type { Notice } from '#core/inbox/schemas.ts'

/*
 * What we do of the Bot API that our reading of its documentation does not confirm. Everything of the kind stands here, so
 * that there is one place to correct once it has been seen on the platform.
 */

/** Formats that are shown as what they are; anything else is sent as a document, which takes all. */
export const IMAGE_FORMATS = ['image/jpeg', 'image/png', 'image/webp'] as const
export const VIDEO_FORMATS = ['video/mp4'] as const
export const AUDIO_FORMATS = ['audio/mpeg', 'audio/mp4'] as const
export const STICKER_FORMATS = ['image/webp'] as const

/** Groups speak of the old id for a while: a group's messages come with both ids, in two updates. */
export const MIGRATION_KEYS = ['migrate_to_chat_id', 'migrate_from_chat_id'] as const

/**
 * Messages that nobody has written: Telegram tells by them what happened in a private chat. Which ones there are is from general
 * knowledge; what is not named here goes to a person.
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

/** A bot that was blocked, or removed from a private chat, is `kicked` there. */
export const BLOCKED_STATUSES: ReadonlySet<string> = new Set(['kicked', 'left'])
