import { Button, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Character } from '#core/characters/schemas.ts'
import { useAttempt } from '../../lib/use-attempt.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { useCreate } from './api.ts'

interface NewCharacterProps {
  onClose: () => void
  onMade: (character: Character) => void
}

/** Asks for a name and a few words; everything else of a character stands in its panel. */
export default function NewCharacter({ onClose, onMade }: NewCharacterProps) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [bio, setBio] = useState('')
  const create = useCreate(useAttempt())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // The line is in the language of whoever makes the character; it can be changed there.
    const disclosureText = t('characters.disclosureDefault')
    create.mutate(
      { name, bio, disclosureText },
      {
        onSuccess: (made) => {
          onClose()
          onMade(made)
        },
      },
    )
  }
  return (
    <Dialog opened onClose={onClose} title={t('characters.add')} width={520}>
      <form className="form" onSubmit={submit}>
        <TextInput
          label={t('characters.field.name')}
          value={name}
          maxLength={255}
          dir="auto"
          data-autofocus
          error={fieldError(create.error, 'name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea
          label={t('characters.field.bio')}
          description={t('characters.bioHint')}
          value={bio}
          rows={4}
          maxLength={5000}
          dir="auto"
          error={fieldError(create.error, 'bio')}
          onChange={(event) => setBio(event.currentTarget.value)}
        />
        <FormFailure error={create.error} shownAt={['name', 'bio']} />
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            {t('action.close')}
          </Button>
          <Button type="submit" loading={create.isPending} disabled={name.trim() === ''}>
            {t('characters.add')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
