import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FormFailure } from '../../ui/states.tsx'

interface FootProps {
  error: unknown
  saving: boolean
  /** True if something was typed and not saved. */
  changed: boolean
  changeable: boolean
  onDiscard: () => void
}

/** The foot of a form of these settings: its error, and the buttons to save or discard. */
export function AnswersFoot({ error, saving, changed, changeable, onDiscard }: FootProps) {
  const { t } = useTranslation()
  return (
    <>
      <FormFailure error={error} />
      {changeable && (
        <div className="answers-save">
          <Button type="submit" loading={saving} disabled={!changed}>
            {t('action.save')}
          </Button>
          {changed && (
            <>
              <span className="muted">{t('answers.unsaved')}</span>
              <button type="button" className="link-button" onClick={onDiscard}>
                {t('action.discard')}
              </button>
            </>
          )}
        </div>
      )}
    </>
  )
}
