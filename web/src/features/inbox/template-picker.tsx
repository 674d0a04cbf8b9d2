import { Button, Select, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Template } from '#core/accounts/schemas.ts'
import type { TemplateMessage } from '#core/inbox/schemas.ts'
import { api } from '../../lib/api.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TemplateIcon } from '../../ui/icons.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { fieldsOf, filledText, messageOf } from './template-fields.ts'

interface PickerProps {
  accountId: string
  onClose: () => void
  onSend: (template: TemplateMessage, text: string) => void
}

/** The account's approved templates: one is chosen, filled in and seen as the contact will see it. */
export default function TemplatePicker({ accountId, onClose, onSend }: PickerProps) {
  const { t } = useTranslation()
  const pages = useInfiniteQuery({
    queryKey: ['accounts', 'templates', accountId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor, signal }) =>
      api.get('/v1/accounts/{id}/templates', { params: { id: accountId }, query: { cursor } }, signal),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  })
  const all = pages.data?.pages.flatMap(({ items }) => items) ?? []
  const approved = all.filter(({ status }) => status.toUpperCase() === 'APPROVED')
  return (
    <Dialog opened={true} onClose={onClose} title={t('template.title')} width={560}>
      {pages.isPending && <Loading rows={3} />}
      {pages.isError && <Failure error={pages.error} retry={() => void pages.refetch()} />}
      {pages.isSuccess && approved.length === 0 && (
        <Empty icon={<TemplateIcon />} title={t('template.none')}>
          {t('template.noneHint')}
        </Empty>
      )}
      {approved.length > 0 && (
        <Fill
          templates={approved}
          waiting={all.length - approved.length}
          more={pages.hasNextPage ? () => void pages.fetchNextPage() : null}
          onSend={onSend}
        />
      )}
    </Dialog>
  )
}

const keyOf = ({ name, language }: Template) => `${name}/${language}`

interface FillProps {
  templates: readonly Template[]
  waiting: number
  more: (() => void) | null
  onSend: PickerProps['onSend']
}

function Fill({ templates, waiting, more, onSend }: FillProps) {
  const { t } = useTranslation()
  const [key, setKey] = useState<string | null>(() => (templates[0] ? keyOf(templates[0]) : null))
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const chosen = templates.find((one) => keyOf(one) === key) ?? null
  const fields = chosen ? fieldsOf(chosen) : []
  const complete = fields.every(({ id }) => (values[id] ?? '').trim() !== '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (chosen) onSend(messageOf(chosen, values), filledText(chosen, values))
  }
  return (
    <form className="form" onSubmit={submit}>
      <Select
        label={t('template.pick')}
        searchable={true}
        allowDeselect={false}
        value={key}
        onChange={(next) => {
          setKey(next)
          setValues({})
        }}
        data={templates.map((one) => ({
          value: keyOf(one),
          label: `${one.name} · ${one.language}`,
          disabled: one.problem !== null,
        }))}
        data-testid="template-select"
      />
      {fields.map(({ id, part, name, button }) => (
        <TextInput
          key={`${key}/${id}`}
          label={
            part === 'button'
              ? t('template.button', { text: button })
              : t(`template.${part}`, { name: `{{${name}}}` })
          }
          value={values[id] ?? ''}
          required={true}
          withAsterisk={false}
          maxLength={1024}
          onChange={({ currentTarget: { value } }) => setValues((before) => ({ ...before, [id]: value }))}
        />
      ))}
      {chosen && <Preview template={chosen} values={values} />}
      {waiting > 0 && <p className="muted">{t('template.pending', { count: waiting })}</p>}
      <div className="form-actions">
        {more && (
          <Button variant="default" onClick={more}>
            {t('template.more')}
          </Button>
        )}
        <Button
          type="submit"
          disabled={!chosen || chosen.problem !== null || !complete}
          data-testid="template-send"
        >
          {t('template.send')}
        </Button>
      </div>
    </form>
  )
}

function Preview({ template, values }: { template: Template; values: Readonly<Record<string, string>> }) {
  const { t } = useTranslation()
  if (template.problem)
    return <p className="form-failure">{t('template.notSendable', { reason: template.problem })}</p>
  return (
    <section className="template-preview" aria-label={t('template.preview')}>
      <p className="muted">{t('template.preview')}</p>
      <div className="bubble" dir="auto" data-testid="template-preview">
        {filledText(template, values)}
      </div>
      {template.buttons.map(({ index, text }) => (
        <span key={index} className="template-button">
          {text}
        </span>
      ))}
    </section>
  )
}
