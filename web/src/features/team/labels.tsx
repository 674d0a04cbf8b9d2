import { ActionIcon, Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAttempt } from '../../lib/use-attempt.ts'
import { PinIcon, TrashIcon } from '../../ui/icons.tsx'
import { ColorField, Dot } from '../../ui/label.tsx'
import { Empty, Failure, FormFailure, fieldError, Loading } from '../../ui/states.tsx'
import { useRemoval } from '../../ui/use-removal.ts'
import { type Label, labelsQuery, useDeleteLabel, useSaveLabel } from './team-api.ts'

const NAME_MAX = 50
const FIRST_COLOR = '#0b7285'

/** The labels of a workspace: each is renamed and recoloured where it stands. */
export function Labels({ mayWrite }: { mayWrite: boolean }) {
  const { t } = useTranslation()
  const list = useQuery(labelsQuery)
  const remove = useDeleteLabel()
  const { removeLater, isShown } = useRemoval((id, onError) => remove.mutate(id, { onError }))
  const labels = list.data?.filter(isShown)
  return (
    <section className="team-list" aria-label={t('team.labels')}>
      <h2>{t('team.labels')}</h2>
      <p className="muted">{t('team.labelsHint')}</p>
      {list.isPending && <Loading rows={3} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {labels?.length === 0 && (
        <Empty icon={<PinIcon />} title={t('team.noLabels')}>
          {t('team.noLabelsHint')}
        </Empty>
      )}
      <ul className="row-list">
        {labels?.map((label) => (
          <li key={label.id} className="team-row" data-testid="label-row">
            {mayWrite ? (
              <LabelFields label={label} />
            ) : (
              <>
                <Dot color={label.color} />
                <span dir="auto">{label.name}</span>
              </>
            )}
            {mayWrite && (
              <ActionIcon
                aria-label={t('team.deleteLabel', { name: label.name })}
                onClick={() => removeLater(label.id, t('team.labelDeleted', { name: label.name }))}
              >
                <TrashIcon size={16} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && <NewLabel />}
    </section>
  )
}

/** A label that is changed in place: what was typed is saved when its field is left. */
function LabelFields({ label }: { label: Label }) {
  const { t } = useTranslation()
  const save = useSaveLabel(useAttempt())
  const [name, setName] = useState(label.name)
  const [color, setColor] = useState(label.color)
  const keep = () => {
    const trimmed = name.trim()
    if (trimmed === '') return setName(label.name)
    if (trimmed === label.name && color === label.color) return
    save.mutate({ id: label.id, name: trimmed, color })
  }
  return (
    <>
      <ColorField label={t('team.color')} value={color} onChange={setColor} onLeave={keep} />
      <TextInput
        className="team-name"
        aria-label={t('team.labelName')}
        value={name}
        maxLength={NAME_MAX}
        dir="auto"
        error={fieldError(save.error, 'name') ?? (save.isError && <FormFailure error={save.error} />)}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={keep}
      />
    </>
  )
}

function NewLabel() {
  const { t } = useTranslation()
  const save = useSaveLabel(useAttempt())
  const [name, setName] = useState('')
  const [color, setColor] = useState(FIRST_COLOR)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    save.mutate({ id: null, name: name.trim(), color }, { onSuccess: () => setName('') })
  }
  return (
    <form className="team-row team-new" onSubmit={submit}>
      <ColorField label={t('team.color')} value={color} onChange={setColor} />
      <TextInput
        className="team-name"
        aria-label={t('team.newLabel')}
        placeholder={t('team.newLabel')}
        value={name}
        maxLength={NAME_MAX}
        dir="auto"
        error={fieldError(save.error, 'name')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={save.isPending} disabled={name.trim() === ''}>
        {t('team.addLabel')}
      </Button>
      <FormFailure error={save.error} shownAt={['name']} />
    </form>
  )
}
