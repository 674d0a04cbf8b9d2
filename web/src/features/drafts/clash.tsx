import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Clashing } from './use-typing.ts'

/** Shows what two people made of the same words, to go on with either or with both. */
export default function Clash({
  clash: { mine, theirs },
  onSettle,
}: {
  clash: Clashing
  onSettle: (text: string | null) => void
}) {
  const { t } = useTranslation()
  return (
    <section className="draft-clash" role="alert" aria-label={t('draft.clash.title')} data-testid="clash">
      <p className="field-note" data-tone="warning">
        {t('draft.clash.title')}
      </p>
      <div className="draft-two">
        <article>
          <h3>{t('draft.clash.mine')}</h3>
          <p dir="auto">{mine}</p>
          <Button size="xs" onClick={() => onSettle(mine)}>
            {t('draft.clash.takeMine')}
          </Button>
        </article>
        <article>
          <h3>{t('draft.clash.theirs')}</h3>
          <p dir="auto">{theirs.body}</p>
          <Button size="xs" variant="default" onClick={() => onSettle(null)}>
            {t('draft.clash.takeTheirs')}
          </Button>
        </article>
      </div>
      <Button size="xs" variant="default" onClick={() => onSettle(`${theirs.body}\n\n${mine}`)}>
        {t('draft.clash.takeBoth')}
      </Button>
    </section>
  )
}
