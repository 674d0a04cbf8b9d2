import type { ServerResponse } from 'node:http'
import { type Emulator, namesOf, type World } from './emulator.ts'
import type { Fault, Faults } from './lib/faults.ts'
import { type Answer, type Call, write } from './lib/http.ts'
import type { CallEntry } from './lib/records.ts'
import type { Timers } from './lib/timers.ts'

const HANG_MS = 60_000

/** Records a call to a platform, then has the emulator answer it, or applies a planned fault. */
export async function platformCall(
  { world, faults, hanging }: { world: World; faults: Faults; hanging: Timers },
  emulator: Emulator,
  call: Call,
  response: ServerResponse,
): Promise<void> {
  const entry: CallEntry = {
    at: world.now().toISOString(),
    platform: emulator.platform,
    method: call.method,
    path: call.path,
    body: call.body,
    status: null,
  }
  world.journal.calls.push(entry)
  const fault = faults.take(namesOf(emulator), `${call.method} ${call.path} ${call.text}`)
  const answer = await withFault(fault, emulator, call, hanging)
  if (!answer) {
    hang(response, hanging)
    return
  }
  entry.status = answer.status
  write(response, answer)
}

/** Applies a fault. Null means that no answer is given. A slow call is executed late, even if nobody waits for it any more. */
async function withFault(
  fault: Fault | undefined,
  emulator: Emulator,
  call: Call,
  hanging: Timers,
): Promise<Answer | null> {
  switch (fault?.kind) {
    case undefined:
      return emulator.answer(call)
    case 'answer':
      return { status: fault.status, body: fault.body }
    case 'limited':
      return emulator.limited(fault.seconds)
    case 'slow':
      await hanging.wait(fault.ms)
      return emulator.answer(call)
    case 'timeout-after':
      await emulator.answer(call)
      return null
    case 'timeout-before':
      return null
  }
}

function hang(response: ServerResponse, hanging: Timers): void {
  hanging.after(HANG_MS, () => void response.destroy())
}
