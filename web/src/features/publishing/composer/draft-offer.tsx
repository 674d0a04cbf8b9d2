import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { viewerZone } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { dayAndTime } from '../times.ts'
import { browserWall } from '../wall-time.ts'
import type { Draft } from './drafts.ts'

interface OfferProps {
  drafts: readonly Draft[]
  onResume: (draft: Draft) => void
  onDiscard: (draft: Draft) => void
}

/** Offers unsaved drafts again, latest first. */
export function DraftOffer({ drafts, onResume, onDiscard }: OfferProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [draft] = drafts
  if (!draft) return null
  const at = dayAndTime(browserWall(new Date(draft.writtenAt).toISOString(), viewerZone()), locale)
  return (
    <div className="draft-offer" data-testid="draft-offer">
      <div>
        <strong>{t('compose.begun', { at })}</strong>
        <p dir="auto">{draft.writing.text}</p>
      </div>
      <div className="draft-offer-acts">
        <Button variant="default" onClick={() => onResume(draft)}>
          {t('compose.goOn')}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => onDiscard(draft)}>
          {t('action.discard')}
        </Button>
      </div>
    </div>
  )
}
