import type { UseMutationResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Switch } from '#core/operations/schemas.ts'
import { notifyDone, notifyFailed } from '../../../ui/notify.tsx'
import { useErrorWords } from '../../../ui/states.tsx'

interface Turned {
  change: UseMutationResult<unknown, Error, Switch>
  /** Returns the notice for on and for off. */
  words: (enabled: boolean) => string
  /** The reason why it is off, restored if “on” is undone. */
  reason: string | null
}

/** Turns a switch, and shows a notice with an undo, also after its screen was left. */
export function useTurn({ change, words, reason }: Turned) {
  const { t } = useTranslation()
  const errorWords = useErrorWords()
  const turn = (to: Switch): Promise<void> =>
    change.mutateAsync(to).then(
      () => tell(to),
      (error: unknown) => notifyFailed(errorWords(error)),
    )
  const tell = ({ enabled }: Switch) => {
    const back: Switch = enabled ? { enabled: false, reason: reason ?? undefined } : { enabled: true }
    notifyDone(words(enabled), { label: t('action.undo'), undo: () => void turn(back) })
  }
  return {
    turnOn: () => void turn({ enabled: true }),
    /** Turns it off from its form, which shows a refusal beside the typed reason. */
    turnOff: (why: string | undefined, done: () => void) => {
      const to = { enabled: false, reason: why }
      change.mutate(to, {
        onSuccess: () => {
          done()
          tell(to)
        },
      })
    },
  }
}
