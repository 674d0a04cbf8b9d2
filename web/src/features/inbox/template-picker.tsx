import { Button, Select, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageRules, Template } from '#core/accounts/schemas.ts'
import type { TemplateMessage } from '#core/inbox/schemas.ts'
import type { Medium } from '#core/media/schemas.ts'
import { api } from '../../lib/api.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TemplateIcon } from '../../ui/icons.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { useAttachments, useMessageRules } from '../media/use-attachments.ts'
import { fieldsOf, filledText, messageOf, type TemplateField } from './template-fields.ts'
import { TemplateFile } from './template-file.tsx'
import { tooLongParts } from './template-length.ts'

interface PickerProps {
  accountId: string
  onClose: () => void
  onSend: (template: TemplateMessage, text: string, file: Medium | null) => void
}

/** Lets a person choose one of the account's approved templates, fill it in, and preview it as the contact will see it. */
export default function TemplatePicker({ accountId, onClose, onSend }: PickerProps) {
  const { t } = useTranslation()
  const capabilities = useMessageRules(accountId)
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
          capabilities={capabilities}
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
  capabilities: MessageRules | undefined
  more: (() => void) | null
  onSend: PickerProps['onSend']
}

function Fill({ templates, waiting, capabilities, more, onSend }: FillProps) {
  const { t } = useTranslation()
  const [key, setKey] = useState<string | null>(() => (templates[0] ? keyOf(templates[0]) : null))
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const attachments = useAttachments()
  const [fits, setFits] = useState(false)
  const chosen = templates.find((one) => keyOf(one) === key) ?? null
  const fields = chosen ? fieldsOf(chosen) : []
  const kind = chosen?.headerMedia ?? null
  const limits = capabilities?.template ?? null
  const tooLong = chosen && limits ? tooLongParts(chosen, values, limits) : []
  const errorOf = (part: TemplateField['part'], label?: string) => {
    const found = tooLong.find((one) =>
      part === 'button' ? one.part === 'address' && one.button === label : one.part === part,
    )
    // As the composer counts a text: how long it is, and how long it may be.
    return found && `${found.length} / ${found.maxLength}`
  }
  const complete = fields.every(({ id }) => (values[id] ?? '').trim() !== '') && (kind === null || fits)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const file = kind === null ? null : (attachments.list[0]?.medium ?? null)
    if (chosen && complete && tooLong.length === 0)
      onSend(messageOf(chosen, values), filledText(chosen, values), file)
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
          attachments.clear()
        }}
        data={templates.map((one) => ({
          value: keyOf(one),
          label: `${one.name} · ${one.language}`,
          disabled: one.problem !== null,
        }))}
        data-testid="template-select"
      />
      {kind !== null && (
        <TemplateFile
          key={key}
          kind={kind}
          attachments={attachments}
          capabilities={capabilities}
          onFits={setFits}
        />
      )}
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
          error={errorOf(part, button)}
          onChange={({ currentTarget: { value } }) => setValues((before) => ({ ...before, [id]: value }))}
        />
      ))}
      {chosen && (
        <Preview
          template={chosen}
          values={values}
          picture={(kind === 'image' && fits && attachments.list[0]?.preview) || null}
        />
      )}
      {waiting > 0 && <p className="muted">{t('template.pending', { count: waiting })}</p>}
      <div className="form-actions">
        {more && (
          <Button variant="default" onClick={more}>
            {t('template.more')}
          </Button>
        )}
        <Button
          type="submit"
          disabled={!chosen || chosen.problem !== null || !complete || tooLong.length > 0}
          data-testid="template-send"
        >
          {t('template.send')}
        </Button>
      </div>
    </form>
  )
}

interface PreviewProps {
  template: Template
  values: Readonly<Record<string, string>>
  picture: string | null
}

function Preview({ template, values, picture }: PreviewProps) {
  const { t } = useTranslation()
  if (template.problem)
    return <p className="form-failure">{t('template.notSendable', { reason: template.problem })}</p>
  return (
    <section className="template-preview" aria-label={t('template.preview')}>
      <p className="muted">{t('template.preview')}</p>
      <div className="bubble" dir="auto" data-testid="template-preview">
        {picture && <img src={picture} alt="" />}
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
