import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAttempt } from '../../lib/use-attempt.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { type Entry, entriesQuery, type Kind, useSaveEntry } from './api.ts'
import { FIELDS, type FieldKind, typedOf, writtenOf } from './fields.ts'

interface EntryDialogProps {
  kind: Kind
  entry: Entry | null
  onClose: () => void
}

/** Adds an entry of any kind, or changes one. */
export default function EntryDialog({ kind, entry, onClose }: EntryDialogProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(() => typedOf(kind, entry))
  const save = useSaveEntry(kind, entry?.id ?? null, useAttempt())
  const names = Object.keys(FIELDS[kind])
  const ready = typed.name?.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) save.mutate(writtenOf(kind, typed), { onSuccess: onClose })
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={entry ? t('taxonomy.edit', { name: entry.name }) : t(`taxonomy.${kind}.add`)}
      width={560}
    >
      <form className="form" onSubmit={submit}>
        {(Object.entries(FIELDS[kind]) as [FieldName, FieldKind][]).map(([name, field]) => (
          <Field
            key={name}
            name={name}
            field={field}
            value={typed[name] ?? ''}
            error={fieldError(save.error, name)}
            onChange={(value) => setTyped({ ...typed, [name]: value })}
          />
        ))}
        <FormFailure error={save.error} shownAt={names} />
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            {t('action.close')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!ready}>
            {t(entry ? 'action.save' : 'taxonomy.add')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

type Of<K extends Kind> = K extends Kind ? Extract<keyof (typeof FIELDS)[K], string> : never
type FieldName = Of<Kind>

interface FieldProps {
  name: FieldName
  field: FieldKind
  value: string
  error: string | null
  onChange: (value: string) => void
}

function Field({ name, field, value, error, onChange }: FieldProps) {
  const { t } = useTranslation()
  const groups = useQuery(entriesQuery('topic-groups')).data ?? []
  const shared = {
    label: t(`taxonomy.field.${name}`),
    value,
    error,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  }
  if (field === 'group')
    return (
      <NativeSelect
        {...shared}
        data={[
          { value: '', label: t('taxonomy.noGroup') },
          ...groups.map((group) => ({ value: group.id, label: group.name })),
        ]}
      />
    )
  if (field === 'color') return <TextInput type="color" {...shared} />
  if (field === 'line') return <TextInput maxLength={80} dir="auto" data-autofocus {...shared} />
  const hint =
    name === 'embeddingDescription' ? 'taxonomy.meaningHint' : field === 'list' && 'taxonomy.listHint'
  return (
    <Textarea
      autosize={false}
      rows={field === 'list' ? 2 : 3}
      dir="auto"
      description={hint && t(hint)}
      {...shared}
    />
  )
}
