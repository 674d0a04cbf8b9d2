// Starts Bluesky's own server (PDS) with a directory of accounts beside it, offline, and an account with an app password in it.
// Runs in the folder in which test/peers/run.mjs has installed its packages. Prints one line of JSON when it is ready.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDS } from '@atproto/pds'
import { Database, PlcServer } from '@did-plc/server'

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

const [port, plcPort] = [await freePort(), await freePort()]
const plc = PlcServer.create({ db: Database.mock(), port: plcPort })
await plc.start()
const dir = mkdtempSync(join(tmpdir(), 'chorus-pds-'))
process.once('exit', () => rmSync(dir, { recursive: true, force: true }))
process.once('SIGTERM', () => process.exit(0))
const pds = await PDS.fromEnv({
  devMode: true,
  port,
  hostname: 'localhost',
  serviceHandleDomains: ['.test'],
  inviteRequired: false,
  disableSsrfProtection: true,
  dataDirectory: dir,
  blobstoreDiskLocation: join(dir, 'blobs'),
  blobUploadLimit: 52_428_800,
  rateLimitsEnabled: true,
  didPlcUrl: `http://localhost:${plcPort}`,
  plcRotationKeyK256PrivateKeyHex: randomBytes(32).toString('hex'),
  jwtSecret: randomBytes(16).toString('hex'),
  adminPassword: randomBytes(16).toString('hex'),
})
await pds.start()

const url = `http://localhost:${port}`
async function call(method, body, token) {
  const answer = await fetch(`${url}/xrpc/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${method}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}
const account = { handle: 'ana.test', email: 'ana@example.com', password: randomBytes(12).toString('hex') }
const { did, accessJwt } = await call('com.atproto.server.createAccount', account)
const { password } = await call('com.atproto.server.createAppPassword', { name: 'Chorus' }, accessJwt)
console.log(JSON.stringify({ url, did, handle: account.handle, password }))
