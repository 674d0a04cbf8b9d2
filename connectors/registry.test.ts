import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { platformSchema } from '#core/lib/kernel/schemas.ts'
import { missingSecrets } from '#core/lib/platform/manifest.ts'
import { platformEmulators } from '#local/emulators/registry.ts'
import { installed, lookUp } from './installed.ts'
import { platforms } from './registry.ts'
import { doorOf, split } from './sources.ts'

const manifests = platforms.map(({ manifest }) => manifest)
const outside = { deadlineMs: 100, now: () => new Date() }

describe.each(manifests.map((manifest) => [manifest.id, manifest] as const))(
  'the manifest of %s',
  (id, manifest) => {
    it('is called as its folder is, and as no other', () => {
      expect(platformSchema.parse(id)).toBe(id)
      expect(existsSync(join(import.meta.dirname, id, 'manifest.ts'))).toBe(true)
      expect(manifests.filter((other) => other.id === id || other.name === manifest.name)).toEqual([manifest])
    })

    it('has its words in French, and an emulator beside it', async () => {
      for (const file of ['words.fr.json', 'connect.fr.json'])
        expect(existsSync(join(import.meta.dirname, id, file))).toBe(true)
      expect((await platformEmulators()).get(id)?.prefix).toMatch(/^\/\w+$/)
    })

    it('asks for an account, and for a secret but where a person publishes, by patterns that are expressions, or sends people to a page', () => {
      const { consent, posts } = lookUp(installed({ settings: {}, ...outside }))(id)
      expect(consent !== undefined).toBe(manifest.connect.some(({ kind }) => kind !== 'fields'))
      for (const flow of manifest.connect) {
        if (flow.kind !== 'fields') continue
        const { fields } = flow
        expect(fields.filter((field) => field.in === 'externalId')).toHaveLength(1)
        expect(fields.some(({ secret }) => secret)).toBe(posts?.byHand !== true)
        for (const { pattern } of fields) if (pattern) expect(() => new RegExp(pattern.regex)).not.toThrow()
      }
    })

    it('is set up by its secrets alone: without them it says what is missing, and is there all the same', () => {
      const { secrets } = manifest.vars
      const given = Object.fromEntries(secrets.map(({ key }) => [key, 'a secret']))
      expect(lookUp(installed({ settings: given, ...outside }))(id).missing).toEqual([])
      expect(lookUp(installed({ settings: {}, ...outside }))(id).missing).toEqual(secrets)
      for (const { key } of secrets)
        expect(missingSecrets(manifest, { ...given, [key]: '' })).toMatchObject(
          [{ key, how: /\w/ }].map(() => ({ key })),
        )
    })
  },
)

it('a platform that nobody here speaks to is refused at its field', () => {
  const find = lookUp(installed({ settings: {}, ...outside }))
  for (const id of ['myspace', 'constructor', '__proto__', ''])
    expect(() => find(id)).toThrow(expect.objectContaining({ code: 'unsupported_platform' }))
})

describe('a delivery', () => {
  it('is read by the platform that it is of, and by no other that shares the door', () => {
    expect(split('meta', { object: 'whatsapp_business_account', entry: [] }, null)).toEqual([])
    for (const object of ['page', 'instagram', 'whatsapp', undefined])
      expect(() => split('meta', { object, entry: [] }, null)).toThrow(/No platform/)
  })

  it('to a door that there is not, is nobody’s', () => {
    expect(doorOf('nowhere')).toBeUndefined()
    expect(() => split('nowhere', {}, null)).toThrow(/No platform/)
  })
})
