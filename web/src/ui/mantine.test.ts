import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const styles = join(root, '../../node_modules/@mantine/core/styles')
const IMPORT = /import \{([^}]*)\} from '@mantine\/core'/g

it('every part of Mantine that a screen uses has its styles, which all screens load', () => {
  const loaded = readFileSync(join(root, 'ui/mantine.css'), 'utf8')
  const used = globSync('**/*.tsx', { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(IMPORT)].flatMap(([, names = '']) =>
      names.split(',').map((name) => name.trim()),
    ),
  )
  expect(used).toContain('Button')
  const bare = [...new Set(used)].filter(
    (name) => existsSync(join(styles, `${name}.layer.css`)) && !loaded.includes(`/${name}.layer.css`),
  )
  expect(bare).toEqual([])
})
