import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { SidePanel } from '../../ui/dialog.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { AboutTab } from './about-tab.tsx'
import { characterQuery } from './api.ts'
import { AppearanceTab } from './appearance-tab.tsx'
import { GenerateTab } from './generate-tab.tsx'
import { MediaTab } from './media-tab.tsx'
import { MemoryTab } from './memory-tab.tsx'
import { PersonalityTab } from './personality-tab.tsx'
import { ResultsTab } from './results-tab.tsx'

const TABS = ['about', 'personality', 'appearance', 'generate', 'media', 'memory', 'results'] as const

interface PanelProps {
  id: string
  mayWrite: boolean
  mayManage: boolean
  onClose: () => void
}

/** Everything of one character, a tab for each part. */
export default function CharacterPanel({ id, mayWrite, mayManage, onClose }: PanelProps) {
  const { t } = useTranslation()
  const search = useSearch({ from: '/signed-in/characters' })
  const navigate = useNavigate()
  const tab = TABS.find((one) => one === search.tab) ?? 'about'
  const found = useQuery(characterQuery(id))
  const character = found.data
  const may = mayWrite && character?.status !== 'deleted'
  return (
    <SidePanel opened onClose={onClose} title={character?.name ?? t('characters.title')} width={620}>
      <nav className="tabs character-tabs" aria-label={t('characters.parts')}>
        {TABS.map((one) => (
          <button
            key={one}
            type="button"
            className="tab"
            aria-current={one === tab ? 'page' : undefined}
            onClick={() =>
              void navigate({ to: '/characters', search: { ...search, tab: one }, replace: true })
            }
          >
            {t(`characters.tab.${one}`)}
          </button>
        ))}
      </nav>
      {found.isPending && <Loading rows={5} />}
      {found.isError && !character && <Failure error={found.error} retry={() => void found.refetch()} />}
      {character && tab === 'about' && (
        <AboutTab character={character} mayWrite={may} mayManage={may && mayManage} />
      )}
      {character && tab === 'personality' && <PersonalityTab id={id} mayWrite={may} />}
      {character && tab === 'appearance' && <AppearanceTab id={id} mayWrite={may} />}
      {character && tab === 'generate' && <GenerateTab character={character} mayWrite={may} />}
      {character && tab === 'media' && <MediaTab id={id} mayWrite={may} />}
      {character && tab === 'memory' && <MemoryTab id={id} mayWrite={may} />}
      {character && tab === 'results' && <ResultsTab character={character} />}
    </SidePanel>
  )
}
