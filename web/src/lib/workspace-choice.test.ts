import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const stored = new Map<string, string>()

/** Loads the module like a new page, which knows only what the browser remembers. */
async function load() {
  vi.resetModules()
  return import('./workspace-choice.ts')
}

beforeEach(() => {
  stored.clear()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  })
})
afterEach(() => void vi.unstubAllGlobals())

describe('the workspace one acts in', () => {
  it('is left to the server until one is chosen', async () => {
    const { workspaceHeader, workspaceQuery } = await load()
    expect([workspaceHeader(), workspaceQuery()]).toEqual([{}, {}])
  })
  it('is named in every call, and remembered for the next visit', async () => {
    ;(await load()).chooseWorkspace('w2')
    const { chosenWorkspace, workspaceHeader, workspaceQuery } = await load()
    expect(chosenWorkspace()).toBe('w2')
    expect([workspaceHeader(), workspaceQuery()]).toEqual([{ 'x-workspace-id': 'w2' }, { workspace: 'w2' }])
  })
  it('stays the same in an open page when another page chooses', async () => {
    const first = await load()
    first.chooseWorkspace('w1')
    const second = await load()
    second.chooseWorkspace('w2')
    expect([first.chosenWorkspace(), second.chosenWorkspace()]).toEqual(['w1', 'w2'])
  })
  it('is forgotten at sign-out', async () => {
    const page = await load()
    page.chooseWorkspace('w1')
    page.forgetWorkspace()
    expect([page.workspaceHeader(), (await load()).chosenWorkspace()]).toEqual([{}, null])
  })
})
