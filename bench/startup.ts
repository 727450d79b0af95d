// From installed to the first useful screen, and the memory of everything together when nothing happens.
//   npm run bench -- startup
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { CHROMIUM } from '../test/support/chromium.ts'
import { median, report } from './support.ts'

const ROUNDS = Number(process.argv[2] ?? 3)
const IDLE_SECONDS = 20

interface Running {
  link: string
  pid: number
  stop(): Promise<void>
}

function start(dataFolder: string): Promise<Running> {
  const root = new URL('..', import.meta.url).pathname
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, VEILLEE_DATA: dataFolder, VEILLEE_PORT: '0', VEILLEE_LOG: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  const pid = child.pid ?? 0
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async () => {
    process.kill(-pid, 'SIGTERM')
    await ended
  }
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk
      const link = said.match(/http:\/\/\S+#\S+/)?.[0]
      if (link) resolve({ link, pid, stop })
    })
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${said}`)))
  })
}

/** Proportional set size of a process and all its descendants, in MiB: what is shared is counted once. */
async function memoryOf(pid: number): Promise<number> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
  }
  let total = 0
  for (const [one] of parents) {
    let up: number | undefined = one
    while (up && up !== pid) up = parents.get(up)
    if (up !== pid) continue
    const rollup = await readFile(`/proc/${one}/smaps_rollup`, 'utf8').catch(() => '')
    total += Number(rollup.match(/^Pss:\s+(\d+)/m)?.[1] ?? 0) / 1024
  }
  return total
}

const browser = await chromium.launch(CHROMIUM)
const seconds: number[] = []
const again: number[] = []
const memory: number[] = []
for (let round = 0; round < ROUNDS; round++) {
  const folder = await mkdtemp(join(tmpdir(), 'veillee-bench-'))
  for (const times of [seconds, again]) {
    const begin = performance.now()
    const running = await start(folder)
    const page = await browser.newPage()
    await page.goto(running.link)
    await page.getByRole('heading').first().waitFor()
    times.push((performance.now() - begin) / 1000)
    await page.close()
    if (times === again) {
      await wait(IDLE_SECONDS * 1000)
      memory.push(await memoryOf(running.pid))
    }
    await running.stop()
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 })
}
await browser.close()
report('startup', {
  inputs: `npm start, installed and built, ${ROUNDS} rounds; memory is PSS of the whole process tree after ${IDLE_SECONDS} s`,
  'empty folder to first screen, s': median(seconds),
  'second start to first screen, s': median(again),
  'target, s': 10,
  'idle memory, MiB': median(memory),
  'target, MiB': 350,
})
