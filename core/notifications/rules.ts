import type { NotificationSettings, StoredNotificationSettings } from './schemas.ts'

/** How a person is told who has chosen nothing. A sound and the browser's own notifications are for who asks for them. */
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
}

export const settingsOf = (stored: StoredNotificationSettings | undefined): NotificationSettings =>
  ({ ...USUAL, ...stored }) as NotificationSettings
