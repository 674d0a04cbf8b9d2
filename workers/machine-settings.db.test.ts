import { beforeEach, describe, expect, it } from 'vitest'
import {
  changeMachineSettings,
  getMachineSettings,
  tryMessage,
} from '#core/inbox/actions/machine-settings.ts'
import type { Ai, Offer, Wish } from '#core/lib/kernel/ai.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'

const rooms = startRooms()
let room: Room
const stage = stageInbox(rooms, () => room)
beforeEach(async () => {
  room = await rooms.newWorkspace()
})

describe('the settings of the machine that answers', () => {
  it('are all there in a new workspace, and say which engine it is', async () => {
    expect(await getMachineSettings(room.ctx)).toEqual({
      mode: 'answer',
      aiControlEnabled: true,
      aiEnabledForConversations: true,
      aiEnabledForComments: true,
      autoReplyEnabled: true,
      systemPrompt: '',
      instructions: '',
      ignoreExamples: [],
      disclosure: '',
      handoffTold: false,
      handoffWords: '',
      handoffWordsClosed: '',
      openingHours: null,
      accountHours: [],
      outsideHours: 'answer',
      awayWords: '',
      ignoreLikeness: 0.8,
      standardAway: expect.stringContaining('back on Monday at 09:00'),
      standardHandoff: {
        open: 'This is an automatic message from Rooms: a person will answer you here.',
        closed:
          'This is an automatic message from Rooms: a person will answer you here. We are back on Monday at 09:00.',
      },
      answerModel: null,
      temperature: null,
      maxOutputTokens: null,
      standardDisclosure: expect.stringMatching(/^This is an automatic answer from Rooms\./),
      models: [
        { task: 'answers', model: 'offline/extractive-1', offline: true },
        { task: 'search', model: 'offline/lexical-1', offline: true },
      ],
      offers: [{ model: 'offline/extractive-1', offline: true, takesTemperature: false, price: null }],
    })
  })

  it('change one by one: what was not named stays', async () => {
    await changeMachineSettings(room.ctx, { instructions: 'Be brief.', ignoreExamples: ['Thanks a lot'] })
    await changeMachineSettings(room.ctx, { disclosure: 'Lumi, a machine.', autoReplyEnabled: undefined })
    expect(await changeMachineSettings(room.ctx, { aiEnabledForConversations: false })).toMatchObject({
      mode: 'log',
      instructions: 'Be brief.',
      ignoreExamples: ['Thanks a lot'],
      disclosure: 'Lumi, a machine.',
      autoReplyEnabled: true,
    })
    const [latest] = await asOwner(
      `select before, after from audit_log where workspace_id = $1 order by created_at desc, id desc limit 1`,
      [room.workspaceId],
    )
    expect(latest).toEqual({
      before: { aiEnabledForConversations: true },
      after: { aiEnabledForConversations: false },
    })
  })

  it('choose who answers, and how, among those that are offered', async () => {
    const asked: (Wish | undefined)[] = []
    const { ai } = room.ctx
    const better: Offer = {
      model: 'openai/better',
      offline: false,
      takesTemperature: true,
      price: { input: 1, output: 4 },
    }
    const noting: Ai = {
      ...ai,
      offers: [...ai.offers, better],
      generate: (task, input, wish) => {
        asked.push(wish)
        return ai.generate(task, input)
      },
    }
    const ctx = { ...room.ctx, ai: noting }
    await expect(changeMachineSettings(ctx, { answerModel: 'openai/gone' })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ path: 'answerModel', message: expect.stringContaining('openai/better') }],
    })
    const wish = { answerModel: 'openai/better', temperature: 0.7, maxOutputTokens: 900 }
    expect(await changeMachineSettings(ctx, wish)).toMatchObject({
      ...wish,
      models: [{ task: 'answers', model: 'openai/better', offline: false }, { task: 'search' }],
    })
    await tryMessage(ctx, { text: 'Do you have a terrace?' })
    await tryMessage(ctx, { text: 'Do you have a terrace?', settings: { answerModel: null } })
    expect(asked).toEqual([
      { model: 'openai/better', temperature: 0.7, maxOutputTokens: 900 },
      { model: null, temperature: 0.7, maxOutputTokens: 900 },
    ])
    // The chosen model is no longer offered: the usual one answers, and the settings say so.
    expect((await getMachineSettings(room.ctx)).models[0]).toMatchObject({ model: 'offline/extractive-1' })
  })

  it('of another workspace are its own', async () => {
    const other = await rooms.newWorkspace()
    await changeMachineSettings(room.ctx, { instructions: 'Be brief.' })
    expect(await getMachineSettings(other.ctx)).toMatchObject({ instructions: '' })
  })
})

describe('a message that is tried', () => {
  const stored = () =>
    asOwner(
      `select (select count(*) from conversations where workspace_id = $1)::int as conversations,
         (select count(*) from conversation_messages where workspace_id = $1)::int as messages,
         (select count(*) from ai_decisions where workspace_id = $1)::int as decisions,
         (select count(*) from support_escalations where workspace_id = $1)::int as escalations`,
      [room.workspaceId],
    )
  const nothing = [{ conversations: 0, messages: 0, decisions: 0, escalations: 0 }]

  it('is answered as a new contact would be, with its sources, and leaves nothing behind', async () => {
    await stage.know('We are open from nine to five on weekdays.')
    const tried = await tryMessage(room.ctx, { text: 'When are you open on weekdays?' })
    expect(tried).toMatchObject({
      mode: 'answer',
      decision: 'respond',
      matchedRule: null,
      model: 'offline/extractive-1',
      sources: [{ title: 'Facts' }],
      unsupported: [],
    })
    expect(tried.answer).toMatch(/^This is an automatic answer from Rooms\. .*\n\n.*nine to five/s)
    expect(await stored()).toEqual(nothing)
    expect(rooms.outside.calls).toEqual([])
  })

  it('is judged by settings that are not saved yet, which stay unsaved', async () => {
    const text = 'Congratulations on the new shop window'
    const settings = {
      ignoreExamples: ['Congratulations on your new shop window'],
      autoReplyEnabled: false,
      disclosure: 'Lumi.',
    }
    expect((await tryMessage(room.ctx, { text })).decision).not.toBe('ignore')
    expect(await tryMessage(room.ctx, { text, settings })).toMatchObject({
      mode: 'suggest',
      decision: 'ignore',
      answer: null,
    })
    expect(await getMachineSettings(room.ctx)).toMatchObject({ ignoreExamples: [], autoReplyEnabled: true })
  })

  it('meets the rules first: who asks for a person gets one, who says STOP is told so', async () => {
    expect(await tryMessage(room.ctx, { text: 'I want to speak to a person' })).toMatchObject({
      decision: 'escalate',
      matchedRule: 'asks_for_person',
      model: 'rule',
      answer: null,
    })
    expect(await tryMessage(room.ctx, { text: 'STOP' })).toMatchObject({
      decision: 'ignore',
      matchedRule: 'opt_out',
      answer: expect.stringContaining('no more automatic messages'),
    })
    expect(await stored()).toEqual(nothing)
  })
})
