import { useTranslation } from 'react-i18next'
import { Chip } from '../parts/chip.tsx'
import { type Sought, soughtIn } from './lookup.ts'

/** Shows how the search was understood. */
export function SoughtChip({ text, onClear }: { text: string | undefined; onClear: () => void }) {
  const { t } = useTranslation()
  const sought = soughtIn(text)
  if (!sought) return null
  const [[kind, value]] = Object.entries(sought) as [[KindOf<Sought>, string]]
  return <Chip label={t(`operations.sought.${kind}`)} value={value} onClear={onClear} />
}

type KindOf<T> = T extends unknown ? keyof T : never
