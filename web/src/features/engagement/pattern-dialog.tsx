import { Button, NumberInput, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommentPattern } from '#core/engagement/schemas.ts'
import { useAttempt } from '../../lib/use-attempt.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { useSavePattern } from './api.ts'

const FIELDS = ['name', 'instructions', 'lengthMin', 'lengthMax', 'examples'] as const
const LENGTH_MAX = 1000

interface PatternDialogProps {
  /** Null for a new one. */
  pattern: CommentPattern | null
  onClose: () => void
}

/** Says how the team comments: in which manner, how long, asking or not. */
export function PatternDialog({ pattern, onClose }: PatternDialogProps) {
  const { t } = useTranslation()
  const [written, write] = useState({
    name: pattern?.name ?? '',
    instructions: pattern?.instructions ?? '',
    lengthMin: pattern?.lengthMin ?? 20,
    lengthMax: pattern?.lengthMax ?? 200,
    asksQuestion: pattern?.asksQuestion ?? false,
    examples: pattern?.examples.join('\n') ?? '',
  })
  const save = useSavePattern(pattern?.id ?? null, useAttempt())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (written.name.trim() === '') return
    const examples = written.examples
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
    save.mutate({ ...written, examples, active: pattern?.active ?? true }, { onSuccess: onClose })
  }
  const length = (field: 'lengthMin' | 'lengthMax') => (
    <NumberInput
      label={t(`engagement.${field}`)}
      min={1}
      max={LENGTH_MAX}
      clampBehavior="strict"
      allowDecimal={false}
      value={written[field]}
      onChange={(value) => write({ ...written, [field]: Number(value) })}
      error={fieldError(save.error, field)}
    />
  )
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t(pattern ? 'engagement.changePattern' : 'engagement.addPattern')}
      width={520}
    >
      <form className="form" onSubmit={submit}>
        <TextInput
          label={t('engagement.patternName')}
          value={written.name}
          maxLength={120}
          dir="auto"
          onChange={(event) => write({ ...written, name: event.currentTarget.value })}
          error={fieldError(save.error, 'name')}
          data-autofocus
        />
        <Textarea
          label={t('engagement.instructions')}
          description={t('engagement.instructionsHint')}
          value={written.instructions}
          maxLength={2000}
          autosize
          minRows={2}
          dir="auto"
          onChange={(event) => write({ ...written, instructions: event.currentTarget.value })}
          error={fieldError(save.error, 'instructions')}
        />
        <div className="engagement-pair">
          {length('lengthMin')}
          {length('lengthMax')}
        </div>
        <label className="engagement-check">
          <input
            type="checkbox"
            checked={written.asksQuestion}
            onChange={(event) => write({ ...written, asksQuestion: event.currentTarget.checked })}
          />
          <span>{t('engagement.asksQuestion')}</span>
        </label>
        <Textarea
          label={t('engagement.examples')}
          description={t('engagement.examplesHint')}
          value={written.examples}
          autosize
          minRows={2}
          maxRows={8}
          dir="auto"
          onChange={(event) => write({ ...written, examples: event.currentTarget.value })}
          error={fieldError(save.error, 'examples')}
        />
        <FormFailure error={save.error} shownAt={FIELDS} />
        <Button type="submit" loading={save.isPending} disabled={written.name.trim() === ''}>
          {t('engagement.save')}
        </Button>
      </form>
    </Dialog>
  )
}
