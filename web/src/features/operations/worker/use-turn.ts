import type { UseMutationResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Switch } from '#core/operations/schemas.ts'
import { notifyDone, notifyFailed } from '../../../ui/notify.tsx'
import { useErrorWords } from '../../../ui/states.tsx'

interface Turned {
  change: UseMutationResult<unknown, Error, Switch>
  /** What is said once it is on, or off. */
  words: (enabled: boolean) => string
  /** Why it was off, so that taking back “on” loses nothing. */
  reason: string | null
}

/** Turning a switch, telling so, and offering it back: also after the screen that it stood on has been left. */
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
    /** From its form, where a refusal is shown beside what was typed. */
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
