import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Trait } from '#core/characters/schemas.ts'
import { modelName } from '../../lib/model-name.ts'
import { FormFailure } from '../../ui/states.tsx'
import { useTryVoice } from './api.ts'

/** Says a text as the character does now, and as it would with the traits that are set above, saved or not. */
export function TryBox({ id, traits }: { id: string; traits: Record<Trait, number> }) {
  const { t } = useTranslation()
  const [text, setText] = useState(t('characters.tryExample'))
  const attempt = useTryVoice(id)
  const { data } = attempt
  return (
    <section className="character-section" aria-label={t('characters.try')}>
      <Textarea
        label={t('characters.try')}
        description={t('characters.tryHint')}
        rows={3}
        maxLength={5000}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="form-actions">
        <Button
          variant="default"
          loading={attempt.isPending}
          disabled={text.trim() === ''}
          onClick={() => attempt.mutate({ text, traits })}
        >
          {t('characters.tryNow')}
        </Button>
      </div>
      <FormFailure error={attempt.error} />
      {data && (
        <dl className="character-tried" data-testid="tried">
          {(['stored', 'tried'] as const).map((one) => (
            <div key={one}>
              <dt>
                {t(`characters.tried.${one}`)}{' '}
                <span className="muted">
                  {t('characters.temperature', { value: data[one]?.temperature ?? 0 })}
                </span>
              </dt>
              <dd dir="auto">{data[one]?.text}</dd>
            </div>
          ))}
          <p className="muted">{modelName(data.model, t)}</p>
        </dl>
      )}
    </section>
  )
}
