import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'
import { fullTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { fromMatch, matches } from './search.ts'
import type { Item } from './use-items.ts'

const CONVERSATIONS = 8
const OF_EACH = 4
const SEARCH_FROM = 2
const TYPING_MS = 150
const TITLE_MAX = 200
/** Posts are looked for from so long ago to so far ahead: what the calendar gives at once. */
const POSTS_MS = 3 * 7 * 24 * 3_600_000
const POSTS_MAX = 1000
const POSTS_FRESH_MS = 60_000

/** What the workspace holds that was typed, wherever it stands: the server looks through all of it. */
export function useFound(typed: string): { found: Item[]; searching: boolean } {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const locale = useLocale()
  const [settled] = useDebouncedValue(typed.trim(), TYPING_MS)
  const words = settled.slice(0, TITLE_MAX)
  const enabled = words.length >= SEARCH_FROM
  const asked = { enabled, placeholderData: keepPreviousData }
  const conversations = useQuery({
    ...asked,
    queryKey: keys.search(words),
    queryFn: ({ signal }) =>
      api.get('/v1/conversations', { query: { q: words, limit: CONVERSATIONS } }, signal),
  })
  const documents = useQuery({
    ...asked,
    queryKey: [...keys.documents, 'search', words],
    queryFn: ({ signal }) =>
      api.get('/v1/knowledge/documents', { query: { search: words, limit: OF_EACH } }, signal),
  })
  const faqs = useQuery({
    ...asked,
    queryKey: [...keys.documents, 'faqs', 'search', words],
    queryFn: ({ signal }) =>
      api.get('/v1/knowledge/faqs', { query: { search: words, limit: OF_EACH } }, signal),
  })
  const posts = useQuery({
    enabled,
    queryKey: [...keys.posts, 'search'],
    queryFn: ({ signal }) => api.get('/v1/scheduled-posts', { query: aroundNow() }, signal),
    staleTime: POSTS_FRESH_MS,
  })
  const shown = enabled && typed.trim().length >= SEARCH_FROM
  const itemsOf = <T>({ data }: UseQueryResult<{ items: T[] }>): T[] => (shown ? (data?.items ?? []) : [])
  const inKnowledge = (tab: 'documents' | 'faqs', title: string) =>
    void navigate({ to: '/knowledge', search: { tab, search: title.slice(0, TITLE_MAX) } })
  return {
    searching: enabled && [conversations, documents, faqs, posts].some(({ isFetching }) => isFetching),
    found: [
      ...itemsOf(conversations).map(
        ({ id, customer, accountName, lastMessage, match }): Item => ({
          id: `conversation-${id}`,
          section: 'conversations',
          found: true,
          label: customer.name ?? customer.handle ?? t('inbox.unknownContact'),
          about: match ? fromMatch(match, words) : (lastMessage?.text ?? accountName),
          run: () => void navigate({ to: '/inbox/$conversationId', params: { conversationId: id } }),
        }),
      ),
      ...itemsOf(posts)
        .filter(({ text }) => matches(text, words))
        .slice(0, OF_EACH)
        .map(
          ({ id, text, publishAt }): Item => ({
            id: `post-${id}`,
            section: 'posts',
            found: true,
            label: fromMatch(text, words),
            about: fullTime(publishAt, locale),
            run: () => void navigate({ to: '/calendar', search: { post: id } }),
          }),
        ),
      ...itemsOf(documents).map(
        ({ id, title, fileName, url }): Item => ({
          id: `document-${id}`,
          section: 'documents',
          found: true,
          label: title,
          about: fileName ?? url ?? undefined,
          run: () => inKnowledge('documents', title),
        }),
      ),
      ...itemsOf(faqs).map(
        ({ id, question, answer }): Item => ({
          id: `faq-${id}`,
          section: 'faqs',
          found: true,
          label: question,
          about: fromMatch(answer, words),
          run: () => inKnowledge('faqs', question),
        }),
      ),
    ],
  }
}

const aroundNow = () => {
  const now = Date.now()
  const at = (ms: number) => new Date(ms).toISOString()
  return { from: at(now - POSTS_MS), to: at(now + POSTS_MS), limit: POSTS_MAX }
}
