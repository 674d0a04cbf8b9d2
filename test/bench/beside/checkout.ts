import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { root } from '#local/settings.ts'

const SUBJECTS = 'test/bench/subjects'
const ANCHORS = 'test/bench/anchors'

/** This checkout, or the one of a commit that a figure is compared with. */
export interface Checkout {
  /** The commit's full name; null for the files as they lie here. */
  commit: string | null
  root: string
}

export const here: Checkout = { commit: null, root }

/**
 * Returns the files of another commit with its packages, made once and kept in the data folder; with the subjects of this checkout, or
 * with those of `test/bench/anchors/<first seven digits>/` where that commit's code is called differently.
 */
export function checkoutOf(revision: string, say: (text: string) => void): Checkout {
  const commit = nameOf(revision)
  const folder = join(process.env.CHORUS_DATA_DIR ?? join(root, '.data'), 'beside', commit)
  if (!existsSync(folder)) {
    say(`taking the files of ${commit.slice(0, 7)} out of the history`)
    make(commit, folder)
  }
  rmSync(join(folder, SUBJECTS), { recursive: true, force: true })
  cpSync(join(root, SUBJECTS), join(folder, SUBJECTS), { recursive: true })
  const own = join(root, ANCHORS, commit.slice(0, 7))
  if (existsSync(own)) cpSync(own, join(folder, SUBJECTS), { recursive: true })
  return { commit, root: folder }
}

function nameOf(revision: string): string {
  try {
    return git('rev-parse', '--verify', `${revision}^{commit}`).toString().trim()
  } catch {
    throw new Error(`--beside takes a commit of this repository's history; ${revision} is none here.`)
  }
}

/** Makes the checkout beside its place and then moves it, so that an interrupted run leaves no half checkout in its place. */
function make(commit: string, folder: string): void {
  const parent = join(folder, '..')
  mkdirSync(parent, { recursive: true })
  const unfinished = mkdtempSync(join(parent, 'unfinished-'))
  const archive = git('archive', '--format=tar', commit)
  execFileSync('tar', ['-x', '-C', unfinished], { input: archive })
  if (packagesOf(unfinished) === packagesOf(root))
    symlinkSync(join(root, 'node_modules'), join(unfinished, 'node_modules'))
  else execFileSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: unfinished, stdio: 'inherit' })
  renameSync(unfinished, folder)
}

/** Lists the packages with their versions: versions are exact, so equal lists are equal packages. */
function packagesOf(folder: string): string {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return JSON.stringify([dependencies, devDependencies])
}

const git = (...args: string[]) => execFileSync('git', args, { cwd: root, maxBuffer: 2 ** 30 })
