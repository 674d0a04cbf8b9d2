import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PlatformIcon } from '../../../ui/platforms.tsx'
import type { Length } from './length.ts'

interface TextProps {
  text: string
  lengths: readonly Length[]
  error: string | null
  onChange: (text: string) => void
}

export function TextField({ text, lengths, error, onChange }: TextProps) {
  const { t } = useTranslation()
  return (
    <div className="compose-field">
      <Textarea
        label={t('post.text')}
        placeholder={t('post.textPlaceholder')}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
        autosize
        minRows={5}
        maxRows={16}
        dir="auto"
        required
        withAsterisk={false}
        data-autofocus
      />
      <ul className="counters" aria-label={t('compose.lengths')}>
        {lengths.map(({ account, used, max, unit }) => (
          <li key={account.id} data-tone={used > max ? 'danger' : used > max * 0.9 ? 'warning' : undefined}>
            <PlatformIcon platform={account.platform} size={13} />
            <span>
              {used > max
                ? t(unit === 'bytes' ? 'compose.tooManyBytes' : 'compose.tooLong', {
                    name: account.name,
                    count: used - max,
                  })
                : t('compose.length', { used, max })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
