import { Button, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Cluster } from '#core/clusters/schemas.ts'
import { useAttempt } from '../../lib/use-attempt.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { useAnswer } from './api.ts'

const QUESTION_MAX = 500
const ANSWER_MAX = 5000

/** Writes the answer that the assistant gives from now on, with the question as people ask it. */
export default function AnswerDialog({ theme, onClose }: { theme: Cluster; onClose: () => void }) {
  const { t } = useTranslation()
  const [written, write] = useState({ question: theme.examples[0] ?? theme.label, answer: '' })
  const answer = useAnswer(theme.id, useAttempt())
  const content = { question: written.question.trim(), answer: written.answer.trim() }
  const ready = content.question !== '' && content.answer !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) answer.mutate(content, { onSuccess: onClose })
  }
  const field = (name: keyof typeof written) => ({
    value: written[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      write({ ...written, [name]: event.currentTarget.value }),
    error: fieldError(answer.error, name),
    dir: 'auto' as const,
  })
  return (
    <Dialog opened onClose={onClose} title={t('clusters.answer')} width={560}>
      <form className="form" onSubmit={submit}>
        <TextInput label={t('clusters.question')} maxLength={QUESTION_MAX} {...field('question')} />
        <Textarea
          label={t('clusters.answerText')}
          description={t('clusters.answerHint')}
          maxLength={ANSWER_MAX}
          rows={5}
          data-autofocus
          {...field('answer')}
        />
        <FormFailure error={answer.error} shownAt={['question', 'answer']} />
        <Button type="submit" loading={answer.isPending} disabled={!ready}>
          {t('clusters.addAnswer')}
        </Button>
      </form>
    </Dialog>
  )
}
