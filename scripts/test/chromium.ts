import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runCommand } from './command.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/** The path of a Chromium, Debian's being installed when there is none and we may. @throws with the remedy */
export async function ensureChromium(): Promise<string> {
  const found = process.env.VEILLEE_TEST_CHROMIUM ?? findChromium()
  if (found) return found
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    console.log('Chromium is not here: installing Debian’s (apt-get install chromium)…')
    await aptGet('update')
    await aptGet('install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation')
    const installed = findChromium()
    if (installed) return installed
  }
  throw new Error(
    'The browser tests need Chromium. On Debian: sudo apt-get install chromium. Elsewhere, install Chromium or Chrome, or set VEILLEE_TEST_CHROMIUM to its path.',
  )
}

function findChromium(): string | undefined {
  for (const name of NAMES) {
    const path = onPath(name)
    if (path) return path
  }
  return existsSync(MAC) ? MAC : undefined
}

function onPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}

/** Another apt may be at work, as on a machine that has just started: it is waited for, up to five minutes. */
async function aptGet(...args: string[]): Promise<void> {
  const end = Date.now() + 300_000
  for (;;) {
    const { code, output } = await runCommand('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], {
      quiet: true,
      env: { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    })
    if (code === 0) return
    // The lists have a lock of their own, for which apt-get itself does not wait.
    if (!/Could not get lock|Unable to lock/.test(output) || Date.now() > end)
      throw new Error(`apt-get ${args.join(' ')} failed:\n${output}`)
    await sleep(3000)
  }
}
