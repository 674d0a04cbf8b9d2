import { ActionIcon, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CloseIcon, SearchIcon } from '../../../ui/icons.tsx'

interface FindFieldProps {
  placeholder: string
  /** The current search, from the address. */
  value: string
  onFind: (text: string | undefined) => void
}

/** A field to paste a reference or an id into. Give it `key={value}`: the address may change while it is shown. */
export function FindField({ placeholder, value, onFind }: FindFieldProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(value)
  const find = (event: FormEvent) => {
    event.preventDefault()
    onFind(text.trim() || undefined)
  }
  return (
    <search className="find">
      <form onSubmit={find}>
        <TextInput
          size="xs"
          aria-label={t('operations.find')}
          placeholder={placeholder}
          leftSection={<SearchIcon size={15} />}
          value={text}
          maxLength={300}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setText(event.currentTarget.value)}
          rightSection={
            text && (
              <ActionIcon
                size="sm"
                aria-label={t('operations.clear', { what: text })}
                onClick={() => {
                  setText('')
                  if (value) onFind(undefined)
                }}
              >
                <CloseIcon size={14} />
              </ActionIcon>
            )
          }
        />
      </form>
    </search>
  )
}
