import * as z from 'zod'
import {
  createProfile,
  deleteProfile,
  getProfile,
  listProfiles,
  updateProfile,
} from '#core/bank/actions/profiles.ts'
import {
  createProfileSchema,
  profileListQuerySchema,
  profileSchema,
  updateProfileSchema,
} from '#core/bank/schemas.ts'
import { idSchema, pageOf } from '#core/lib/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const params = z.object({ id: idSchema })
const tag = 'Profiles'
const path = '/v1/profiles'

export const bankEndpoints = [
  inWorkspace({
    method: 'get',
    path,
    tag,
    summary: 'List profiles, the latest first: authors that you write for or learn from',
    needs: 'see',
    query: profileListQuerySchema,
    answers: pageOf(profileSchema),
    run: (ctx, { query }) => listProfiles(ctx, query),
  }),
  inWorkspace({
    method: 'post',
    path,
    tag,
    summary: 'Add a profile by its handle or address',
    needs: 'write',
    body: createProfileSchema,
    answers: profileSchema,
    status: 201,
    run: (ctx, { body }) => createProfile(ctx, body),
    again: { of: 'profile', read: getProfile },
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/{id}`,
    tag,
    summary: 'Get a profile, with how its syncs went',
    needs: 'see',
    params,
    answers: profileSchema,
    run: (ctx, { params: { id } }) => getProfile(ctx, id),
  }),
  inWorkspace({
    method: 'patch',
    path: `${path}/{id}`,
    tag,
    summary: 'Change a profile',
    needs: 'write',
    params,
    body: updateProfileSchema,
    answers: profileSchema,
    run: (ctx, { params: { id }, body }) => updateProfile(ctx, id, body),
  }),
  inWorkspace({
    method: 'delete',
    path: `${path}/{id}`,
    tag,
    summary: 'Delete a profile; its posts stay in the bank, without it',
    needs: 'write',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => deleteProfile(ctx, id),
  }),
]
