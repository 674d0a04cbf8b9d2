import { useSuspenseQuery } from '@tanstack/react-query'
import ReconnectingWebSocket from 'partysocket/ws'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { liveUrl } from '../../lib/live.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { workspaceQuery } from '../../lib/workspace-choice.ts'
import { PeopleIcon } from '../../ui/icons.tsx'
import { meQuery } from '../workspaces/api.ts'

interface Person {
  /** `user:<id>` */
  id: string
  name: string
}

/** Tells who else has a draft open, as long as it is open here. */
function useOthersAt(place: string, me: string): Person[] {
  const [people, setPeople] = useState<Person[]>([])
  useEffect(() => {
    const socket = new ReconnectingWebSocket(liveUrl(location, { ...workspaceQuery(), at: place }), [], {
      minReconnectionDelay: 800,
      maxReconnectionDelay: 15_000,
    })
    socket.addEventListener('message', ({ data }) => setPeople(peopleOf(data)))
    socket.addEventListener('close', () => setPeople([]))
    return () => socket.close()
  }, [place])
  return people.filter(({ id }) => id !== me)
}

function peopleOf(data: unknown): Person[] {
  if (typeof data !== 'string' || !data.startsWith('{')) return []
  const { people } = JSON.parse(data) as { people?: Person[] }
  return people ?? []
}

/** Says who else has the draft open. */
export function AlsoHere({ draftId }: { draftId: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { data: me } = useSuspenseQuery(meQuery)
  const others = useOthersAt(`draft:${draftId}`, `user:${me.user?.id}`)
  if (others.length === 0) return null
  const names = new Intl.ListFormat(locale).format(others.map(({ name }) => name))
  return (
    <p className="draft-also" role="status" data-testid="also-here">
      <PeopleIcon size={15} /> {t('draft.alsoHere', { count: others.length, names })}
    </p>
  )
}
