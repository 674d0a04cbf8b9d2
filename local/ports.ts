import { createServer } from 'node:net'
import { type PortName, portVariables } from './settings.ts'
import { UserError } from './user-error.ts'

/** Checks before anything starts that all ports are free; the error names every taken port and how to move it. */
export async function requireFreePorts(ports: Partial<Record<PortName, number>>): Promise<void> {
  const names = Object.keys(portVariables) as PortName[]
  const busy: string[] = []
  for (const name of names) {
    const port = ports[name]
    if (port === undefined) continue
    const twin = names.find((other) => other !== name && ports[other] === port)
    if (twin)
      busy.push(`Port ${port} is given to both ${portVariables[name][0]} and ${portVariables[twin][0]}.`)
    else if (await taken(port)) {
      busy.push(
        `Port ${port} (${name}) is in use. Stop what uses it, or set ${portVariables[name][0]} to a free port.`,
      )
    }
  }
  if (busy.length > 0) throw new UserError(busy.join('\n'))
}

/** Tests both loopback addresses, since `localhost` may mean either. */
async function taken(port: number): Promise<boolean> {
  return (await listenFails(port, '127.0.0.1')) || (await listenFails(port, '::1'))
}

function listenFails(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRNOTAVAIL'))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(false)))
  })
}
