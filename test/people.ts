import { randomUUID } from 'node:crypto'
import type { Role } from '#core/workspaces/schemas.ts'
import type { Client } from '#local/client.ts'
import { confirmAddress } from '#local/mailbox.ts'
import { asOwner } from './database.ts'
import type { House } from './house.ts'

export const PASSWORD = 'correct horse battery'

export interface TestPerson {
  as: Client
  id: string
  email: string
}

/** Signs up a person without a workspace. */
export async function newPerson(house: House, email = `${randomUUID()}@chorus.test`): Promise<TestPerson> {
  const as = house.visitor()
  await as.signUp({ name: `Person ${email.slice(0, 4)}`, email, password: PASSWORD })
  const { user } = await as.get<{ user: { id: string } }>('/v1/me')
  return { as, id: user.id, email }
}

/** Makes a person with this role in the workspace, without an invitation. */
export async function newMember(house: House, workspaceId: string, role: Role): Promise<TestPerson> {
  const person = await newPerson(house)
  await asOwner('insert into members (id, workspace_id, user_id, role) values ($1, $2, $3, $4)', [
    randomUUID(),
    workspaceId,
    person.id,
    role,
  ])
  return person
}

/** Makes an operator of the installation: named in its configuration, with a verified address. */
export async function newOperator(house: House): Promise<TestPerson> {
  const person = await newPerson(house, house.operatorEmail)
  await confirmAddress(house.emulators, person.as, person.email)
  return person
}
