import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

const tailLines = 20

/** Lines that a person should see at once; all of them are in the log. */
const alarming = /✘|\[ERROR\]|"level":"error"|^\s*Uncaught /

/** What one part of `npm start` says: kept in a file, its alarms shown. */
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

  /** The last lines, for whoever asks why it ended. */
  get tail(): string {
    return this.#tail.join('\n')
  }

  /** From here on nothing is shown: what is stopped complains. */
  hush(): void {
    this.#shown = false
  }

  end(): void {
    this.#stream.end()
  }
}
