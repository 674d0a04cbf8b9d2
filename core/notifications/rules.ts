import type { NotificationSettings, StoredNotificationSettings } from './schemas.ts'

/** The settings of a person who has chosen none. Sound and the browser's own notifications are off until they ask for them. */
export const USUAL: NotificationSettings = {
  toasts: true,
  sound: false,
  browser: false,
  mail: true,
  mailAfterMinutes: 15,
  mailLanguage: 'en',
  asked: true,
  mine: true,
  unanswered: true,
  mentioned: true,
  commented: true,
  byHand: true,
  signals: true,
}

export const settingsOf = (stored: StoredNotificationSettings | undefined): NotificationSettings =>
  ({ ...USUAL, ...stored }) as NotificationSettings
