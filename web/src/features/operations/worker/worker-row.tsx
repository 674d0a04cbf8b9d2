import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkerState } from '#core/operations/schemas.ts'
import { shortDateTime } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { Toggle } from '../../../ui/toggle.tsx'
import { LastRun } from './last-run.tsx'
import { SwitchOff } from './switch-off.tsx'
import { useSwitchWorker, useWorkerWords } from './switches.ts'
import { useTurn } from './use-turn.ts'

/** Shows a worker: its purpose, its last run, its switch, and the work that waits while it is off. */
export function WorkerRow({ worker }: { worker: WorkerState }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { name, enabled, reason, changedBy, changedAt, lastRun } = worker
  const [asking, setAsking] = useState(false)
  const change = useSwitchWorker(name)
  const words = useWorkerWords()(name)
  const { turnOn, turnOff } = useTurn({
    change,
    reason,
    words: (on) => t(on ? 'worker.nowOn' : 'worker.nowOff', { name: words.name }),
  })
  const close = () => {
    setAsking(false)
    change.reset()
  }
  return (
    <li className="worker" data-testid="worker-row" data-off={!enabled || undefined}>
      <Toggle
        label={t('worker.switch', { name: words.name })}
        on={enabled}
        disabled={change.isPending}
        onTurn={(on) => (on ? turnOn() : setAsking(!asking))}
      />
      <div className="worker-lines">
        <p className="worker-name">{words.name}</p>
        <p className="worker-about">{words.purpose}</p>
        {!enabled && (
          <div className="worker-off">
            {changedAt && (
              <p>
                {t('worker.since', { at: shortDateTime(changedAt, locale), who: changedBy ?? '–' })}
                {reason && <q className="reason">{reason}</q>}
              </p>
            )}
            <p>{words.whileOff}</p>
          </div>
        )}
      </div>
      <LastRun worker={name} idle={words.idle} run={lastRun} />
      {asking && (
        <SwitchOff
          consequence={`${words.whileOff} ${t('worker.obeyed')}`}
          submit={t('worker.switchOff')}
          keep={t('worker.keepOn')}
          pending={change.isPending}
          error={change.error}
          onClose={close}
          onSubmit={(why) => turnOff(why, close)}
        />
      )}
    </li>
  )
}
