import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Machines as State } from '#core/operations/schemas.ts'
import { shortDateTime } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Failure } from '../../../ui/states.tsx'
import { Toggle } from '../../../ui/toggle.tsx'
import { SwitchOff } from './switch-off.tsx'
import { machinesQuery, useSwitchMachines } from './switches.ts'
import { useTurn } from './use-turn.ts'

/** The switch for the machines of all workspaces. */
export function Machines() {
  const { data, error, refetch } = useQuery(machinesQuery)
  if (data) return <Switch state={data} />
  return error ? <Failure error={error} retry={() => void refetch()} /> : <div className="machines" />
}

function Switch({ state: { enabled, reason, changedBy, changedAt } }: { state: State }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [asking, setAsking] = useState(false)
  const change = useSwitchMachines()
  const close = () => {
    setAsking(false)
    change.reset()
  }
  const { turnOn, turnOff } = useTurn({
    change,
    reason,
    words: (on) => t(on ? 'worker.machines.nowOn' : 'worker.machines.nowOff'),
  })
  return (
    <section className="machines" data-off={!enabled || undefined} aria-label={t('worker.machines.name')}>
      <div className="machines-lines">
        <h2 className="machines-title">{t('worker.machines.name')}</h2>
        <p className="machines-about">{t(enabled ? 'worker.machines.on' : 'worker.machines.off')}</p>
        {!enabled && changedAt && (
          <p className="machines-about">
            {t('worker.machines.since', { at: shortDateTime(changedAt, locale), who: changedBy ?? '–' })}
            {reason && <q className="reason">{reason}</q>}
          </p>
        )}
      </div>
      <Toggle
        label={t('worker.machines.switch')}
        on={enabled}
        disabled={change.isPending}
        onTurn={(on) => (on ? turnOn() : setAsking(true))}
      />
      <Dialog opened={asking} onClose={close} title={t('worker.machines.pauseTitle')} width={520}>
        {asking && (
          <SwitchOff
            consequence={t('worker.machines.consequence')}
            submit={t('worker.machines.submit')}
            keep={t('worker.machines.keep')}
            pending={change.isPending}
            error={change.error}
            onClose={close}
            onSubmit={(why) => turnOff(why, close)}
          />
        )}
      </Dialog>
    </section>
  )
}
