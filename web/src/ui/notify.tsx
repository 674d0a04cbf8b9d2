import i18next from 'i18next'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { AlertIcon, CheckIcon, InboxIcon } from './icons.tsx'

interface Undo {
  label: string
  undo: () => void
}

const UNDO_MS = 6_000
const FAILED_MS = 12_000
const CALL_MS = 12_000

// No screen opens with a notice: what shows them is loaded with the first.
const notices = () => import('./notices.ts')
const Notifications = lazy(() => notices().then(({ Notifications }) => ({ default: Notifications })))
const first = Promise.withResolvers<void>()

/** Where notices appear: away from where one sends, since a notice must not lie over a button. */
export function Notices() {
  const [wanted, setWanted] = useState(false)
  useEffect(() => void first.promise.then(() => setWanted(true)), [])
  return <Suspense>{wanted && <Notifications position="bottom-left" limit={4} />}</Suspense>
}

interface Notice {
  /** Shown once, however often it is told. */
  id?: string
  message: ReactNode
  icon: ReactNode
  color?: string
  autoClose: number
}

/** Answers with what hides it again. */
function show(notice: Notice): () => void {
  first.resolve()
  const closeButtonProps = { 'aria-label': i18next.t('action.close') }
  const shown = notices().then(({ notifications }) => {
    const id = notifications.show({ ...notice, closeButtonProps })
    return () => notifications.hide(id)
  })
  return () => void shown.then((hide) => hide())
}

export function notifyDone(message: string, undo?: Undo): void {
  const hide = show({
    message: undo ? (
      <span className="notice">
        {message}
        <button
          type="button"
          className="link-button"
          onClick={() => {
            hide()
            undo.undo()
          }}
        >
          {undo.label}
        </button>
      </span>
    ) : (
      message
    ),
    icon: <CheckIcon />,
    color: 'green',
    autoClose: UNDO_MS,
  })
}

interface CallNotice {
  /** Shown once, however often it is told. */
  id: string
  title: string
  text: string
  open: () => void
}

/** Something calls for the person; pressing it leads there. */
export function notifyCall({ id, title, text, open }: CallNotice): void {
  const hide = show({
    id,
    message: (
      <button
        type="button"
        className="bare-button notice-call"
        data-testid="call"
        onClick={() => {
          hide()
          open()
        }}
      >
        <strong>{title}</strong>
        <span dir="auto">{text}</span>
      </button>
    ),
    icon: <InboxIcon size={18} />,
    autoClose: CALL_MS,
  })
}

export function notifyFailed(message: string): void {
  show({ message, icon: <AlertIcon />, color: 'red', autoClose: FAILED_MS })
}

/** Undo instead of “are you sure”: the act is done once nobody has taken it back. A closed page counts as taken back. */
export function later(message: string, label: string, act: () => void, takenBack: () => void): void {
  const timer = setTimeout(act, UNDO_MS)
  notifyDone(message, {
    label,
    undo: () => {
      clearTimeout(timer)
      takenBack()
    },
  })
}
