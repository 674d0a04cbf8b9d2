import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useSessionStorage } from '@mantine/hooks'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Faq } from '#core/knowledge/schemas.ts'
import { useAttempt } from '../../lib/use-attempt.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { type FaqContent, useSaveFaq } from './api.ts'

const QUESTION_MAX = 500
const ANSWER_MAX = 5000
export const LANGUAGES = ['en', 'fr', 'es', 'simple'] as const

interface Start {
  from: string
  question: string
  answer: string
}

interface FaqDialogProps {
  /** Null to write a new one. */
  faq: Faq | null
  /** What a new one begins with, and what it comes from. */
  start?: Start
  onClose: () => void
}

export function FaqDialog({ faq, start, onClose }: FaqDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog opened onClose={onClose} title={t(faq ? 'faq.edit' : 'faq.add')} width={600}>
      <FaqForm faq={faq} {...(start ? { start } : {})} onClose={onClose} />
    </Dialog>
  )
}

const writtenOf = (faq: Faq | null, start?: Start) => ({
  question: faq?.question ?? start?.question ?? '',
  answer: faq?.answer ?? start?.answer ?? '',
  keywords: faq?.keywords.join('; ') ?? '',
  language: faq?.language ?? ('' as const),
})
type Written = ReturnType<typeof writtenOf>

/** Edits a FAQ. Typed text survives closing the dialog or a reload, until it is saved. */
function FaqForm({ faq, start, onClose }: FaqDialogProps) {
  const { t } = useTranslation()
  const [written, setWritten, forget] = useSessionStorage<Written>({
    // After a change by somebody else, start from the new version.
    key: `chorus-faq-${faq ? `${faq.id}-${faq.updatedAt}` : (start?.from ?? 'new')}`,
    defaultValue: writtenOf(faq, start),
  })
  const save = useSaveFaq(faq?.id ?? null, useAttempt())
  const content = contentOf(written)
  const ready = content.question !== '' && content.answer !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    save.mutate(content, {
      onSuccess: () => {
        forget()
        onClose()
      },
    })
  }
  const field = (name: 'question' | 'answer' | 'keywords') => ({
    value: written[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setWritten({ ...written, [name]: event.currentTarget.value }),
    error: fieldError(save.error, name),
    dir: 'auto' as const,
  })
  const languages = LANGUAGES.map((value) => ({ value, label: t(`document.language.${value}`) }))
  return (
    <form className="form" onSubmit={submit}>
      <TextInput
        label={t('faq.question')}
        placeholder={t('faq.questionHint')}
        maxLength={QUESTION_MAX}
        data-autofocus
        {...field('question')}
      />
      <Textarea
        label={t('faq.answer')}
        description={t('faq.answerHint')}
        maxLength={ANSWER_MAX}
        rows={6}
        {...field('answer')}
      />
      <div className="faq-fields">
        <TextInput label={t('faq.keywords')} placeholder={t('faq.keywordsHint')} {...field('keywords')} />
        <NativeSelect
          label={t('faq.language')}
          value={written.language}
          onChange={(event) =>
            setWritten({
              ...written,
              language: LANGUAGES.find((one) => one === event.currentTarget.value) ?? '',
            })
          }
          data={faq ? languages : [{ value: '', label: t('faq.languageFound') }, ...languages]}
        />
      </div>
      <FormFailure error={save.error} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
        <Button type="submit" loading={save.isPending} disabled={!ready}>
          {t(faq ? 'action.save' : 'faq.add')}
        </Button>
      </div>
    </form>
  )
}

const contentOf = ({ question, answer, keywords, language }: Written): FaqContent => ({
  question: question.trim(),
  answer: answer.trim(),
  keywords: keywords
    .split(';')
    .map((keyword) => keyword.trim())
    .filter(Boolean),
  ...(language === '' ? {} : { language }),
})
