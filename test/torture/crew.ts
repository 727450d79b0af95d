import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'
import type { SenderOptions } from '../../src/deliver/index.ts'
import type { Start } from './worker.ts'

export interface Worker {
  pid: number
  ended: Promise<void>
  alive(): boolean
  kill(): void
  freeze(): void
  thaw(): void
  /** Makes its clock wrong by so many milliseconds more. */
  jump(milliseconds: number): void
  end(): Promise<void>
}

const ROOT = new URL('../../', import.meta.url)

/** One file of a worker and all that it stands on: a process then begins in a quarter of the time. */
async function bundled(folder: string): Promise<string> {
  const here = {
    name: 'where each file stood',
    enforce: 'pre' as const,
    transform: (code: string, id: string) =>
      code.includes('import.meta.url')
        ? code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
        : null,
  }
  await build({
    configFile: false,
    root: fileURLToPath(ROOT),
    logLevel: 'error',
    publicDir: false,
    plugins: [here],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: fileURLToPath(new URL('test/torture/worker.ts', ROOT)),
      outDir: folder,
      minify: false,
      rolldownOptions: { external: ['pg-native'], output: { codeSplitting: false } },
    },
  })
  return join(folder, 'worker.js')
}

/** Worker processes, the next ones being made ready while others work. */
export class Crew {
  readonly #spare: ChildProcess[] = []
  readonly #folder: string
  readonly #program: string
  readonly #spares: number
  errors: string[] = []

  static async open(spares: number): Promise<Crew> {
    const folder = await mkdtemp(join(tmpdir(), 'torture-'))
    return new Crew(spares, folder, await bundled(folder))
  }

  private constructor(spares: number, folder: string, program: string) {
    this.#spares = spares
    this.#folder = folder
    this.#program = program
    this.#fill()
  }

  #fill(): void {
    while (this.#spare.length < this.#spares) {
      this.#spare.push(this.#fork())
    }
  }

  #fork(): ChildProcess {
    const env = { ...process.env, NODE_COMPILE_CACHE: join(this.#folder, 'compiled') }
    return fork(this.#program, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env })
  }

  start(url: string, options: Partial<SenderOptions>, kill?: Start['kill']): Worker {
    const child = this.#spare.shift() ?? this.#fork()
    setImmediate(() => this.#fill())
    const over = Promise.withResolvers<void>()
    const ended = over.promise
    let resting = false
    const exited = () => over.resolve()
    const heard = (said: { error: string } | 'rested') => {
      if (said !== 'rested') return void this.errors.push(said.error)
      resting = true
      child.off('exit', exited).off('message', heard)
      this.#spare.push(child)
      over.resolve()
    }
    child.once('exit', exited).on('message', heard)
    // It may be killed at any moment, also while it is spoken to.
    child.on('error', () => undefined)
    const order: Start = { url, options, ...(kill ? { kill } : {}) }
    child.send(order)
    const alive = () => !resting && child.exitCode === null && child.signalCode === null
    return {
      pid: child.pid ?? 0,
      ended,
      alive,
      kill: () => void (alive() && child.kill('SIGKILL')),
      freeze: () => void (alive() && child.kill('SIGSTOP')),
      thaw: () => void child.kill('SIGCONT'),
      jump: (jump) => void (alive() && child.connected && child.send({ jump })),
      async end() {
        if (alive() && child.connected) child.send('end')
        const late = setTimeout(() => child.kill('SIGKILL'), 8000)
        await ended
        clearTimeout(late)
      },
    }
  }

  async close(): Promise<void> {
    for (const child of this.#spare.splice(0)) child.kill('SIGKILL')
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
