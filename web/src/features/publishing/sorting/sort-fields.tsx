import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { LabelToggle } from '../../../ui/label.tsx'
import { labelsQuery } from '../../team/team-api.ts'
import { campaignsQuery } from './api.ts'

interface SortProps {
  labels: readonly string[]
  campaignId: string | null
  disabled?: boolean
  errors?: { labels: string | null; campaignId: string | null }
  onLabels: (labels: string[]) => void
  onCampaign: (campaignId: string | null) => void
}

/** The labels and the campaign of a post. Nothing is shown as long as the workspace has neither. */
export function SortFields({
  labels,
  campaignId,
  disabled = false,
  errors,
  onLabels,
  onCampaign,
}: SortProps) {
  const { t } = useTranslation()
  const { data: known = [] } = useQuery(labelsQuery)
  const { data: campaigns = [] } = useQuery(campaignsQuery)
  return (
    <>
      {campaigns.length > 0 && (
        <NativeSelect
          label={t('sorting.campaign')}
          disabled={disabled}
          error={errors?.campaignId}
          data={[
            { value: '', label: t('sorting.noCampaign') },
            ...campaigns.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={campaignId ?? ''}
          onChange={({ currentTarget: { value } }) => onCampaign(value || null)}
        />
      )}
      {known.length > 0 && (
        <fieldset className="compose-field">
          <legend>{t('sorting.labels')}</legend>
          <div className="label-chips">
            {known.map((label) => (
              <LabelToggle
                key={label.id}
                label={label}
                on={labels.includes(label.id)}
                disabled={disabled}
                onTurn={(on) => onLabels(on ? [...labels, label.id] : labels.filter((id) => id !== label.id))}
              />
            ))}
          </div>
          {errors?.labels && <p className="field-error">{errors.labels}</p>}
        </fieldset>
      )}
    </>
  )
}
