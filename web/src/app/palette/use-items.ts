import { useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Me } from '#core/workspaces/schemas.ts'
import {
  currentWorkspaceQuery,
  enterWorkspace,
  usePause,
  workspacesQuery,
} from '../../features/workspaces/api.ts'
import { useEveryMember } from '../../features/workspaces/settings/members-api.ts'
import { chooseLanguage, LANGUAGES } from '../../lib/i18n.ts'
import { assignTo, palette, useAllCommands } from '../../ui/commands.ts'
import { notifyFailed } from '../../ui/notify.tsx'
import { matches } from '../../ui/search.ts'
import { useErrorWords } from '../../ui/states.tsx'
import { usePlaces } from '../shell/navigation.ts'
import { useFound } from './use-found.ts'

export interface Item {
  id: string
  section: 'here' | 'conversations' | 'posts' | 'documents' | 'faqs' | 'do' | 'go' | 'members' | 'workspaces'
  label: string
  about?: string | undefined
  keys?: string | undefined
  /** True for results of the server, which are not filtered again. */
  found?: true
  /** True if it opens another page of the palette. */
  stays?: true
  run: () => void
}

const SCHEMES = ['light', 'dark', 'auto'] as const
const LANGUAGE_NAMES = { en: 'English', fr: 'Français' } as const

interface Typed {
  me: Me
  typed: string
}

/** Lists everything that can be done from anywhere, the current screen first. */
export function useEverything({ me, typed, newPost }: Typed & { newPost: () => void }) {
  const { t, i18n } = useTranslation()
  const navigate = useNavigate()
  const here = useAllCommands()
  const places = usePlaces(me)
  const words = useErrorWords()
  const { setColorScheme, colorScheme } = useMantineColorScheme()
  const workspace = useQuery(currentWorkspaceQuery)
  const pause = usePause()
  const may = (scope: Me['scopes'][number]) => me.scopes.includes(scope)
  const paused = workspace.data?.paused != null
  const { found, searching } = useFound(typed)

  const acts: (Item | false)[] = [
    may('write') && { id: 'new-post', section: 'do', label: t('post.new'), run: newPost },
    {
      id: 'assistant',
      section: 'do',
      label: t('palette.assistant'),
      run: () => void navigate({ to: '/assistant', search: { chat: undefined } }),
    },
    may('answer') && {
      id: 'new-document',
      section: 'do',
      label: t('palette.newDocument'),
      run: () => void navigate({ to: '/knowledge', search: { new: 'document' } }),
    },
    may('manage') && {
      id: 'pause',
      section: 'do',
      label: t(paused ? 'machines.resume' : 'machines.pause'),
      run: () =>
        pause.mutate(paused ? null : { reason: '' }, { onError: (error) => notifyFailed(words(error)) }),
    },
    {
      id: 'workspaces',
      section: 'do',
      label: t('workspace.switch'),
      stays: true,
      run: () => palette.open('workspaces'),
    },
    ...SCHEMES.filter((scheme) => scheme !== colorScheme).map(
      (scheme): Item => ({
        id: `scheme-${scheme}`,
        section: 'do',
        label: `${t('settings.appearance')}: ${t(`settings.scheme.${scheme}`)}`,
        run: () => setColorScheme(scheme),
      }),
    ),
    ...LANGUAGES.filter((language) => language !== i18n.language).map(
      (language): Item => ({
        id: `language-${language}`,
        section: 'do',
        label: `${t('settings.language')}: ${LANGUAGE_NAMES[language]}`,
        run: () => void chooseLanguage(language),
      }),
    ),
    {
      id: 'keys',
      section: 'do',
      label: t('palette.keys'),
      keys: '?',
      stays: true,
      run: () => palette.open('keys'),
    },
  ]
  const items: Item[] = [
    ...here
      .filter(({ only }) => only === undefined)
      .map(({ id, label, key, run }): Item => {
        const stays = id === 'assign' ? ({ stays: true } as const) : {}
        return { id: `here-${id}`, section: 'here', label, keys: key, run, ...stays }
      }),
    ...found,
    ...acts.filter((act) => act !== false),
    ...places.map(
      ({ to, name, key }): Item => ({
        id: `go-${to}`,
        section: 'go',
        label: name,
        keys: `g ${key}`,
        run: () => void navigate({ to }),
      }),
    ),
  ]
  return {
    searching,
    items: items.filter(({ found: byServer, label }) => byServer || matches(label, typed)),
  }
}

/** Lists the members to whom the open conversation can be assigned. */
export function useAssignees({ me, typed }: Typed): Item[] {
  const { t } = useTranslation()
  return useEveryMember()
    .filter(({ role }) => role !== 'viewer' && role !== 'analyst')
    .map(
      ({ userId, name, email }): Item => ({
        id: `member-${userId}`,
        section: 'members',
        label: userId === me.user?.id ? t('palette.yourself', { name }) : name,
        about: email,
        run: () => assignTo(userId, name),
      }),
    )
    .filter(({ label, about }) => matches(`${label} ${about}`, typed))
}

export function useWorkspaceItems({ me, typed }: Typed): Item[] {
  const { data } = useQuery(workspacesQuery)
  return (data ?? [])
    .filter(({ id, name }) => id !== me.workspace?.id && matches(name, typed))
    .map(({ id, name }) => ({
      id: `workspace-${id}`,
      section: 'workspaces',
      label: name,
      run: () => enterWorkspace(id, '/'),
    }))
}
