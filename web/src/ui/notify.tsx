import { notifications } from '@mantine/notifications'
import i18next from 'i18next'
import { AlertIcon, CheckIcon } from './icons.tsx'

interface Undo {
  label: string
  undo: () => void
}

const UNDO_MS = 6_000

export function notifyDone(message: string, undo?: Undo): void {
  const id = notifications.show({
    message: undo ? (
      <span className="notice">
        {message}
        <button
          type="button"
          className="link-button"
          onClick={() => {
            notifications.hide(id)
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
    ...closable(),
  })
}

export function notifyFailed(message: string): void {
  notifications.show({ message, icon: <AlertIcon />, color: 'red', autoClose: 12_000, ...closable() })
}

const closable = () => ({ closeButtonProps: { 'aria-label': i18next.t('action.close') } })

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
