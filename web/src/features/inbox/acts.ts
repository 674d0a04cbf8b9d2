import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '#core/inbox/schemas.ts'
import { api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'
import { refresh } from '../../lib/top-refresh.ts'
import { notifyDone, notifyFailed } from '../../ui/notify.tsx'
import { useErrorWords } from '../../ui/states.tsx'
import { rowOrder } from './row-order.ts'
import { useMark } from './use-reading.ts'

type LabelOn = Conversation['labels'][number]
interface Holder {
  userId: string | null
  name: string
}

interface Change {
  /** The new state, shown at once. */
  to: Partial<Pick<Conversation, 'status' | 'heldBy' | 'escalation' | 'labels'>>
  call: () => Promise<unknown>
  /** The notice when it is done. */
  done?: string
  /** Returns the change that undoes this one; offered in the notice. */
  undo?: () => Change
}
interface Told extends Change {
  /** The conversation's id. */
  id: string
}

const CHANGE = ['conversation.change']

/**
 * Returns a function that applies the pending changes to a conversation, since data read meanwhile is older than they are.
 * It returns a conversation without pending changes as it is.
 */
export function useChanging(): (conversation: Conversation) => Conversation {
  const changes = useMutationState({
    filters: { mutationKey: CHANGE, status: 'pending' },
    select: ({ state }) => state.variables as Told,
  })
  return useCallback(
    (conversation) => {
      const to = changes.flatMap((change) => (change.id === conversation.id ? change.to : []))
      return to.length === 0 ? conversation : Object.assign({ ...conversation }, ...to)
    },
    [changes],
  )
}

/** Acts of a person on a conversation: shown at once, undone with one press, and reverted if the server refuses them. */
export function useActs(conversation: Conversation, me: { id: string; name: string } | null) {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const words = useErrorWords()
  const navigate = useNavigate()
  const { mutate: mark } = useMark()
  const { id } = conversation
  const params = { id }
  const readAgain = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: keys.conversation(id) }),
      queryClient.invalidateQueries({ queryKey: keys.today }),
      refresh(queryClient, keys.conversationLists),
    ])
  const { mutate: tell } = useMutation({
    mutationKey: CHANGE,
    // Send a conversation's changes in the order in which they were made: “Undo” and then “Resolve” must not be swapped.
    scope: { id: `conversation ${id}` },
    mutationFn: ({ call }: Told) => call(),
    // Stay pending, and so shown as done, until the new state has been read.
    onSuccess: (_, { done, undo }) => {
      if (done) notifyDone(done, undo && { label: t('action.undo'), undo: () => mutate(undo()) })
      return readAgain()
    },
    // Do not wait for the read: the old state is shown at once.
    onError: (error) => {
      notifyFailed(words(error))
      void readAgain()
    },
  })

  const mutate = (change: Change) => tell({ id, ...change })
  /** Opens a conversation, or the list alone for null. */
  const open = (conversationId: string | null) =>
    void (conversationId === null
      ? navigate({ to: '/inbox', search: true })
      : navigate({ to: '/inbox/$conversationId', params: { conversationId }, search: true }))

  const { status, heldBy, escalation } = conversation
  const hold = (holder: Holder): Change['to'] => ({
    heldBy: holder,
    escalation: escalation && {
      ...escalation,
      status: 'in_progress',
      assignedTo:
        holder.userId === null ? escalation.assignedTo : { userId: holder.userId, name: holder.name },
    },
  })
  const mine = { userId: me?.id ?? null, name: me?.name ?? '' }
  const take = (): Change => ({
    to: hold(mine),
    call: () => api.post('/v1/conversations/{id}/hold', { params }),
  })
  const reopen = async () => {
    if (!escalation) return
    await api.patch('/v1/escalations/{id}', {
      params: { id: escalation.id },
      body: { status: escalation.status },
    })
  }
  const asBefore: Change['to'] = { status, heldBy, escalation }
  const assign = (userId: string, name: string): Change => ({
    to: hold({ userId, name }),
    call: () => api.patch('/v1/conversations/{id}', { params, body: { assignedTo: userId } }),
    done: t('inbox.assigned', { name }),
    undo: () => ({
      to: asBefore,
      call: () =>
        heldBy?.userId
          ? api.patch('/v1/conversations/{id}', { params, body: { assignedTo: heldBy.userId } })
          : api.delete('/v1/conversations/{id}/hold', { params }).then(reopen),
    }),
  })
  const handBack = (): Change => ({
    to: { heldBy: null, status: 'active', escalation: null },
    call: () => api.delete('/v1/conversations/{id}/hold', { params }),
    done: t('inbox.handedBack'),
    undo: () => ({
      to: asBefore,
      call: () => api.post('/v1/conversations/{id}/hold', { params }).then(reopen),
    }),
  })
  const archive = (): Change => ({
    to: { status: 'archived', escalation: null },
    call: () => api.patch('/v1/conversations/{id}', { params, body: { status: 'archived' } }),
    done: t('inbox.archived'),
    undo: () => {
      open(id)
      return {
        to: asBefore,
        call: () => api.patch('/v1/conversations/{id}', { params, body: { status: 'active' } }).then(reopen),
      }
    },
  })
  const unarchive = (): Change => ({
    to: { status: 'active' },
    call: () => api.patch('/v1/conversations/{id}', { params, body: { status: 'active' } }),
    done: t('inbox.unarchived'),
    undo: archive,
  })
  const settle = (resolved: NonNullable<Conversation['escalation']>): Change => ({
    to: { status: 'active', escalation: null },
    call: () =>
      api.patch('/v1/escalations/{id}', { params: { id: resolved.id }, body: { status: 'resolved' } }),
    done: t('escalation.resolved'),
    undo: () => ({ to: asBefore, call: reopen }),
  })
  const note = (on: NonNullable<Conversation['escalation']>, text: string): Change => ({
    to: { escalation: { ...on, note: text || null } },
    call: () => api.patch('/v1/escalations/{id}', { params: { id: on.id }, body: { note: text } }),
  })
  const label = (one: LabelOn, on: boolean): Change => {
    const others = conversation.labels.filter((other) => other.id !== one.id)
    return {
      to: { labels: on ? [...others, one] : others },
      call: () =>
        api.patch('/v1/conversations/{id}', {
          params,
          body: on ? { addLabels: [one.id] } : { removeLabels: [one.id] },
        }),
    }
  }
  return {
    take: () => mutate(take()),
    handBack: () => mutate(handBack()),
    archive: () => {
      const next = rowOrder.beside(id)
      mutate(status === 'archived' ? unarchive() : archive())
      // The current conversation is done: go on to the next in the list.
      if (next !== undefined) open(next)
    },
    /** Marks it as unread and shows the list instead, since an open conversation counts as read. */
    unread: () => {
      mark({ id, until: null })
      open(null)
    },
    assign: (userId: string, name: string) => mutate(assign(userId, name)),
    label: (one: LabelOn, on: boolean) => mutate(label(one, on)),
    resolve: () => escalation && mutate(settle(escalation)),
    note: (text: string) => escalation && mutate(note(escalation, text)),
  }
}
export type Acts = ReturnType<typeof useActs>
