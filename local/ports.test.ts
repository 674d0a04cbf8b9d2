import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { requireFreePorts } from './ports.ts'

test('a busy port is named with the variable that moves it', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await expect(requireFreePorts({ neon: port })).rejects.toThrow(
    `Port ${port} (neon) is in use. Stop what uses it, or set CHORUS_NEON_PORT to a free port.`,
  )
  await new Promise((resolve) => server.close(resolve))
  await expect(requireFreePorts({ neon: port })).resolves.toBeUndefined()
})

test('one port given twice is refused', async () => {
  await expect(requireFreePorts({ web: 4219, api: 4219 })).rejects.toThrow('CHORUS_WEB_PORT')
})
