import i18next from 'i18next'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { noticeSeconds } from '../lib/notice-time.ts'
import { AlertIcon, CheckIcon, InboxIcon } from './icons.tsx'

interface Undo {
  label: string
  undo: () => void
}

/** Returns for how long a notice of something done can be read, and taken back, in milliseconds. */
const doneMs = () => noticeSeconds() * 1_000
/** Returns for how long a notice stands that asks for more: a failure, or a person who calls. */
const callMs = () => 2 * doneMs()

// Load the notices when the first one appears: no screen opens with one.
const notices = () => import('./notices.ts')
const Notifications = lazy(() => notices().then(({ Notifications }) => ({ default: Notifications })))
const first = Promise.withResolvers<void>()

/** Shows notices at the bottom left, away from the send button, which they must not cover. */
export function Notices() {
  const [wanted, setWanted] = useState(false)
  useEffect(() => void first.promise.then(() => setWanted(true)), [])
  return <Suspense>{wanted && <Notifications position="bottom-left" limit={4} />}</Suspense>
}

interface Notice {
  /** A notice with the same id is shown only once. */
  id?: string
  message: ReactNode
  icon: ReactNode
  color?: string
  autoClose: number
}

/** Shows a notice. Returns a function that hides it. */
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
    autoClose: doneMs(),
  })
}

interface CallNotice {
  /** A notice with the same id is shown only once. */
  id: string
  title: string
  text: string
  open: () => void
}

/** Shows that something needs the person; pressing the notice leads there. */
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
    autoClose: callMs(),
  })
}

export function notifyFailed(message: string): void {
  show({ message, icon: <AlertIcon />, color: 'red', autoClose: callMs() })
}

/** Runs an act unless somebody presses Undo in time, instead of asking “are you sure”. Closing the page cancels it as well. */
export function later(message: string, label: string, act: () => void, takenBack: () => void): void {
  const timer = setTimeout(act, doneMs())
  notifyDone(message, {
    label,
    undo: () => {
      clearTimeout(timer)
      takenBack()
    },
  })
}
