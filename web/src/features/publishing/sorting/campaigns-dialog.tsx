import { ActionIcon, Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAttempt } from '../../../lib/use-attempt.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { TrashIcon } from '../../../ui/icons.tsx'
import { ColorField } from '../../../ui/label.tsx'
import { Failure, FormFailure, fieldError, Loading } from '../../../ui/states.tsx'
import { useRemoval } from '../../../ui/use-removal.ts'
import {
  type Campaign,
  type CampaignFields,
  campaignsQuery,
  useDeleteCampaign,
  useSaveCampaign,
} from './api.ts'
import styles from './campaigns-dialog.module.css'

const NAME_MAX = 80
const FIRST: CampaignFields = { name: '', color: '#1971c2', startsOn: null, endsOn: null }

/** The campaigns of a workspace: each is changed where it stands. */
export default function CampaignsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const list = useQuery(campaignsQuery)
  const remove = useDeleteCampaign()
  const { removeLater, isShown } = useRemoval((id, onError) => remove.mutate(id, { onError }))
  const campaigns = list.data?.filter(isShown)
  return (
    <Dialog opened onClose={onClose} title={t('sorting.campaigns')} width={640}>
      <div className="form">
        <p className="muted">{t('sorting.campaignsHint')}</p>
        {list.isPending && <Loading rows={3} />}
        {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
        {campaigns && campaigns.length > 0 && (
          <ul className="row-list">
            {campaigns.map((campaign) => (
              <li key={campaign.id} className={styles.row} data-testid="campaign-row">
                <ChangedInPlace campaign={campaign} />
                <ActionIcon
                  aria-label={t('sorting.deleteCampaign', { name: campaign.name })}
                  onClick={() =>
                    removeLater(campaign.id, t('sorting.campaignDeleted', { name: campaign.name }))
                  }
                >
                  <TrashIcon size={16} />
                </ActionIcon>
              </li>
            ))}
          </ul>
        )}
        <NewCampaign />
      </div>
    </Dialog>
  )
}

/** A campaign that is changed in place: what was typed is saved when its field is left. */
function ChangedInPlace({ campaign }: { campaign: Campaign }) {
  const save = useSaveCampaign(useAttempt())
  const { id } = campaign
  const before: CampaignFields = {
    name: campaign.name,
    color: campaign.color,
    startsOn: campaign.startsOn,
    endsOn: campaign.endsOn,
  }
  const [fields, setFields] = useState(before)
  const keep = () => {
    const next = { ...fields, name: fields.name.trim() || before.name }
    setFields(next)
    if (JSON.stringify(next) !== JSON.stringify(before)) save.mutate({ id, ...next })
  }
  return <Fields fields={fields} error={save.error} onChange={setFields} onLeave={keep} />
}

function NewCampaign() {
  const { t } = useTranslation()
  const save = useSaveCampaign(useAttempt())
  const [fields, setFields] = useState(FIRST)
  const name = fields.name.trim()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name !== '') save.mutate({ id: null, ...fields, name }, { onSuccess: () => setFields(FIRST) })
  }
  return (
    <form className={styles.row} onSubmit={submit} aria-label={t('sorting.newCampaign')}>
      <Fields
        fields={fields}
        error={save.error}
        onChange={setFields}
        placeholder={t('sorting.newCampaign')}
      />
      <Button type="submit" variant="default" loading={save.isPending} disabled={name === ''}>
        {t('sorting.addCampaign')}
      </Button>
    </form>
  )
}

interface FieldsProps {
  fields: CampaignFields
  error: unknown
  placeholder?: string
  onChange: (fields: CampaignFields) => void
  onLeave?: () => void
}

function Fields({ fields, error, placeholder, onChange, onLeave }: FieldsProps) {
  const { t } = useTranslation()
  const day = (name: 'startsOn' | 'endsOn') => (
    <TextInput
      type="date"
      className={styles.day}
      aria-label={t(`sorting.${name}`)}
      value={fields[name] ?? ''}
      error={fieldError(error, name)}
      onChange={(event) => onChange({ ...fields, [name]: event.currentTarget.value || null })}
      onBlur={onLeave}
    />
  )
  return (
    <>
      <ColorField
        label={t('sorting.color')}
        value={fields.color}
        onChange={(color) => onChange({ ...fields, color })}
        {...(onLeave ? { onLeave } : {})}
      />
      <TextInput
        className={styles.name}
        aria-label={t('sorting.campaignName')}
        placeholder={placeholder}
        value={fields.name}
        maxLength={NAME_MAX}
        dir="auto"
        error={fieldError(error, 'name')}
        onChange={(event) => onChange({ ...fields, name: event.currentTarget.value })}
        onBlur={onLeave}
      />
      <span className={styles.days}>
        {day('startsOn')}
        <span className="muted" aria-hidden="true">
          –
        </span>
        {day('endsOn')}
      </span>
      <FormFailure error={error} shownAt={['name', 'startsOn', 'endsOn']} />
    </>
  )
}
