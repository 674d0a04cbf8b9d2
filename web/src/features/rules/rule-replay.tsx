import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Failure, Loading } from '../../ui/states.tsx'
import { Compared } from './compared.tsx'
import { type Replayable, useReplay } from './rules-api.ts'
import './rules.css'

interface ReplayProps {
  hint: string
  /** Returns the rules and settings to try, saved or not. */
  what: () => Replayable
  ready?: boolean
}

/** Shows what the latest real messages would have become with these rules or settings, beside what they became. */
export function Replay({ hint, what, ready = true }: ReplayProps) {
  const { t } = useTranslation()
  const replay = useReplay()
  return (
    <div className="replay">
      <div className="replay-head">
        <span className="setting-note">{hint}</span>
        <Button
          variant="default"
          disabled={!ready}
          loading={replay.isPending}
          onClick={() => replay.mutate(what())}
        >
          {t('rules.replay')}
        </Button>
      </div>
      <div aria-live="polite">
        {replay.isPending && <Loading rows={2} />}
        {replay.isError && <Failure error={replay.error} retry={() => replay.mutate(replay.variables)} />}
        {replay.data && <Compared replayed={replay.data} />}
      </div>
    </div>
  )
}
