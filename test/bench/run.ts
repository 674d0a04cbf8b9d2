import { mkdirSync, writeFileSync } from 'node:fs'
import type { Figure } from './figure.ts'
import { webhookIngestion } from './q1-webhook.ts'

const figures: Figure[] = []
for (const measure of [webhookIngestion]) {
  const figure = await measure((text) => console.log(`  ${text}`))
  figures.push(figure)
  console.log(
    `${figure.id}  ${figure.promise}\n    measured ${figure.measured}   promised ${figure.limit}   ${figure.holds ? 'holds' : 'DOES NOT HOLD'}`,
  )
}
mkdirSync('bench', { recursive: true })
writeFileSync('bench/results.json', `${JSON.stringify({ at: new Date().toISOString(), figures }, null, 2)}\n`)
process.exitCode = figures.every((figure) => figure.holds) ? 0 : 1
