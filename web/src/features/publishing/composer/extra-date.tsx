import { Button, TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { withSeconds } from '../wall-time.ts'

interface ExtraProps {
  /** Start of the series, in its own zone, like the dates added. */
  at: string
  added: readonly string[]
  onAdd: (wall: string) => void
}

/** Adds a date to those of the rule. It is listed and published like any other. */
export function ExtraDate({ at, added, onAdd }: ExtraProps) {
  const { t } = useTranslation()
  const [date, setDate] = useState('')
  const wall = date === '' ? '' : withSeconds(date)
  const early = wall !== '' && wall <= withSeconds(at)
  const ready = wall !== '' && !early && !added.includes(wall)
  const add = () => {
    onAdd(wall)
    setDate('')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
    // Enter adds the date instead of submitting the form.
    event.preventDefault()
    if (ready) add()
  }
  return (
    <div className="extra-date">
      <TextInput
        size="xs"
        type="datetime-local"
        label={t('repeat.extra')}
        min={at}
        value={date}
        onChange={(event) => setDate(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        error={early ? t('repeat.extraEarly') : null}
      />
      <Button size="xs" variant="default" disabled={!ready} onClick={add}>
        {t('repeat.extraAdd')}
      </Button>
    </div>
  )
}
