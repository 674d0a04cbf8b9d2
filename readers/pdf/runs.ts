/** A drawn piece of text, turned upright: its left end on the base line, in points from the bottom left. */
export interface Run {
  text: string
  x: number
  y: number
  width: number
  size: number
  /** Space was drawn before it. */
  isApart: boolean
}

/** An item of pdf.js: `transform[4]` and `[5]` are its left end on the base line. */
export interface TextItem {
  str: string
  transform: readonly number[]
  width: number
  height: number
}

/** Groups runs by direction; the direction of most of the page comes first. */
export function runsOf(items: readonly TextItem[]): Run[][] {
  const directions = new Map<number, Run[]>()
  let isApart = false
  for (const { str, transform, width, height } of items) {
    const text = str.trim()
    if (text === '') {
      isApart ||= str !== ''
      continue
    }
    const [a = 1, b = 0, , , x = 0, y = 0] = transform
    const angle = Math.atan2(b, a)
    const key = Math.round(angle / (Math.PI / 12))
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
    const size = height || Math.hypot(a, b)
    const run = {
      text,
      x: x * cos + y * sin,
      y: y * cos - x * sin,
      width,
      size,
      isApart: isApart || /^\s/.test(str),
    }
    listOf(directions, key).push(run)
    isApart = /\s$/.test(str)
  }
  const letters = (runs: readonly Run[]) => runs.reduce((sum, { text }) => sum + text.length, 0)
  return [...directions.values()].map(drawnOnce).sort((one, other) => letters(other) - letters(one))
}

function listOf<Key>(map: Map<Key, Run[]>, key: Key): Run[] {
  const list = map.get(key) ?? []
  map.set(key, list)
  return list
}

/** Removes repeated letters: letters are made bold, or given a shadow, by drawing them again slightly beside. */
function drawnOnce(runs: readonly Run[]): Run[] {
  const drawn = new Map<string, Run[]>()
  return runs.filter((run) => {
    const same = listOf(drawn, run.text)
    const near = Math.max(1, run.size * 0.12)
    const isAgain = same.some(({ x, y }) => Math.abs(x - run.x) <= near && Math.abs(y - run.y) <= near)
    if (!isAgain) same.push(run)
    return !isAgain
  })
}
