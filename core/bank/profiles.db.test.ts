import { describe, expect, it } from 'vitest'
import type { AppError } from '#core/lib/kernel/errors.ts'
import { asOwner, startRooms } from '#test/database.ts'
import { createProfile, deleteProfile, getProfile, listProfiles, updateProfile } from './actions/profiles.ts'
import { platformOfHost, readHandle } from './rules/handle.ts'

const rooms = startRooms()
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: AppError) => error.code,
  )
const profileOf = async (accountId: string) =>
  (
    await asOwner<{ profileId: string }>(
      'select profile_id as "profileId" from social_accounts where id = $1',
      [accountId],
    )
  )[0]?.profileId ?? ''
const author = { name: 'Ada', type: 'external_influencer', platform: 'linkedin', handle: '@ada' } as const

describe('a profile', () => {
  it('is added, listed by type, changed and deleted', async () => {
    const { ctx } = await rooms.newWorkspace()
    const made = await createProfile(ctx, author)
    expect(made).toMatchObject({ name: 'Ada', handle: 'ada', url: null, syncStatus: 'pending', accounts: [] })
    const { items } = await listProfiles(ctx, { type: 'external_influencer', limit: 10 })
    expect(items).toEqual([made])
    expect(await updateProfile(ctx, made.id, { name: 'Ada Martin' })).toMatchObject({
      name: 'Ada Martin',
      handle: 'ada',
    })
    await deleteProfile(ctx, made.id)
    expect(await refusal(getProfile(ctx, made.id))).toBe('not_found')
  })

  it('exists once for a handle, however it is written', async () => {
    const { ctx } = await rooms.newWorkspace()
    await createProfile(ctx, author)
    const again = { ...author, handle: 'https://www.linkedin.com/in/ADA/?trk=x' }
    expect(await refusal(createProfile(ctx, again))).toBe('profile_exists')
    expect(await createProfile(ctx, { ...again, platform: 'x' })).toMatchObject({ handle: 'ADA' })
  })

  it('says why its posts cannot be read', async () => {
    const { ctx } = await rooms.newWorkspace()
    const { sync } = await createProfile(ctx, author)
    expect(sync).toMatchObject({ available: false, reason: expect.stringContaining('other authors') })
    const own = await createProfile(ctx, { ...author, type: 'internal', handle: 'grace' })
    expect(own.sync).toMatchObject({
      available: false,
      reason: expect.stringContaining('No connected account'),
    })
  })

  it('waits for a sync again when its handle changes, and only then', async () => {
    const { ctx } = await rooms.newWorkspace()
    const { id } = await createProfile(ctx, author)
    await asOwner(`update profiles set sync_status = 'done' where id = $1`, [id])
    expect(await updateProfile(ctx, id, { name: 'Ada L.' })).toMatchObject({ syncStatus: 'done' })
    expect(await updateProfile(ctx, id, { handle: 'ada-l' })).toMatchObject({ syncStatus: 'pending' })
  })
})

describe('an account', () => {
  it('gets an internal profile when it is connected, which cannot be deleted from under it', async () => {
    const { ctx, accountId, externalId } = await rooms.newWorkspace()
    const profileId = await profileOf(accountId)
    const profile = await getProfile(ctx, profileId)
    expect(profile).toMatchObject({
      type: 'internal',
      handle: externalId,
      accounts: [{ id: accountId }],
      sync: { available: true, reason: null },
    })
    expect(await refusal(deleteProfile(ctx, profile.id))).toBe('profile_has_accounts')
  })

  it('takes the profile that is there', async () => {
    const { ctx, workspaceId } = await rooms.newWorkspace()
    const { id } = await createProfile(ctx, { ...author, platform: 'telegram', handle: '@Our_Channel' })
    await asOwner(
      `insert into social_accounts (id, workspace_id, platform, external_id, name, credentials)
       values (gen_random_uuid(), $1, 'telegram', '@our_channel', 'Ours', '')`,
      [workspaceId],
    )
    expect(await getProfile(ctx, id)).toMatchObject({
      type: 'internal',
      name: 'Ada',
      accounts: [{ name: 'Ours' }],
    })
  })

  it('that is disconnected lets its profile go', async () => {
    const { ctx, workspaceId, accountId } = await rooms.newWorkspace()
    const profileId = await profileOf(accountId)
    await asOwner(`update social_accounts set status = 'revoked' where workspace_id = $1`, [workspaceId])
    await deleteProfile(ctx, profileId)
    expect(await refusal(getProfile(ctx, profileId))).toBe('not_found')
  })
})

describe('a handle', () => {
  it.each([
    ['@ada', 'ada', null],
    ['  ada.martin ', 'ada.martin', null],
    ['ada@mastodon.social', 'ada@mastodon.social', null],
    ['ada.bsky.social', 'ada.bsky.social', null],
    [
      'https://www.linkedin.com/in/ada-martin/?trk=1#top',
      'ada-martin',
      'https://www.linkedin.com/in/ada-martin',
    ],
    ['linkedin.com/in/ada', 'ada', 'https://linkedin.com/in/ada'],
    ['https://www.youtube.com/@Ada', 'Ada', 'https://www.youtube.com/@Ada'],
    ['https://x.com/ada%C3%A9', 'adaé', 'https://x.com/ada%C3%A9'],
    ['https://x.com/%E0%A4%A', '%E0%A4%A', 'https://x.com/%E0%A4%A'],
    ['https://ada.example.org/', 'ada.example.org', 'https://ada.example.org'],
  ])('given as %j is %j', (given, handle, url) => {
    expect(readHandle(given)).toEqual({ handle, url })
  })

  it.each([
    ['www.linkedin.com', 'linkedin'],
    ['m.x.com', 'x'],
    ['example.x', null],
    ['box.com', null],
  ])('at %s is of %s', (host, platform) => {
    expect(platformOfHost(host, ['x', 'linkedin'])).toBe(platform)
  })
})
