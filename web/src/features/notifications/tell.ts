import i18next from 'i18next'
import type { Call, NotificationSettings } from '#core/notifications/schemas.ts'
import { notifyCall } from '../../ui/notify.tsx'
import { claim, nameOf } from './new-calls.ts'
import { ring } from './sound.ts'

/** Announces new calls in every way that the person has chosen, except for the conversation that is open and visible. */
export function tell(
  news: readonly Call[],
  settings: NotificationSettings,
  open: (conversationId: string) => void,
): void {
  const inFront = document.visibilityState === 'visible' && document.hasFocus()
  const unseen = news.filter(
    ({ conversationId }) => !(inFront && location.pathname.endsWith(`/${conversationId}`)),
  )
  if (settings.toasts)
    for (const call of unseen)
      notifyCall({ ...wordsOf(call), id: nameOf(call), open: () => open(call.conversationId) })
  const aloud = claim(unseen, localStorage)
  if (aloud.length === 0) return
  if (settings.sound) ring()
  if (settings.browser && !inFront) for (const call of aloud) showInBrowser(call, open)
}

function showInBrowser(call: Call, open: (conversationId: string) => void): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  const { title, text } = wordsOf(call)
  const shown = new Notification(title, { body: text, tag: call.conversationId, icon: '/icon.svg' })
  shown.onclick = () => {
    window.focus()
    open(call.conversationId)
    shown.close()
  }
}

const wordsOf = ({ kind, customerName, customerHandle, text }: Call): { title: string; text: string } => {
  const name = customerName ?? customerHandle ?? i18next.t('inbox.unknownContact')
  return {
    title: i18next.t(`notifications.call.${kind}`, { name }),
    text: text ?? i18next.t('today.withoutWords'),
  }
}
