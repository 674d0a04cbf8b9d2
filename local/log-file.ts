import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

const tailLines = 20

/** Lines to show at once; all lines are in the log. */
const alarming = /✘|\[ERROR\]|"level":"error"|^\s*Uncaught /

/** The log of one part of `npm start`: writes all lines to a file and shows the alarming ones. */
export class LogFile {
  readonly path: string
  readonly #name: string
  readonly #stream: ReturnType<typeof createWriteStream>
  readonly #tail: string[] = []
  #shown = true

  constructor(dir: string, name: string) {
    this.#name = name
    this.path = join(dir, `${name}.log`)
    this.#stream = createWriteStream(this.path)
  }

  note(text: string): void {
    for (const line of stripVTControlCharacters(text).split('\n')) {
      this.#stream.write(`${line}\n`)
      this.#tail.push(line)
      if (this.#tail.length > tailLines) this.#tail.shift()
      if (this.#shown && alarming.test(line)) console.error(`${this.#name}: ${line}`)
    }
  }

  /** The last lines, to explain why the process ended. */
  get tail(): string {
    return this.#tail.join('\n')
  }

  /** Stops showing lines, since a process that is being stopped reports errors. */
  hush(): void {
    this.#shown = false
  }

  end(): void {
    this.#stream.end()
  }
}
