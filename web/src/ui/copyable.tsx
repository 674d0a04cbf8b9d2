import { ActionIcon, TextInput } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { CheckIcon, CopyIcon } from './icons.tsx'

export function Copyable({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation()
  const { copied, copy } = useClipboard({ timeout: 2_000 })
  return (
    <TextInput
      label={label}
      value={value}
      readOnly
      classNames={{ input: 'mono' }}
      onFocus={(event) => event.currentTarget.select()}
      rightSection={
        <ActionIcon
          aria-label={t(copied ? 'action.copied' : 'action.copy', { what: label })}
          onClick={() => copy(value)}
        >
          {copied ? <CheckIcon size={16} /> : <CopyIcon size={16} />}
        </ActionIcon>
      }
    />
  )
}
