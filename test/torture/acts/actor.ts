import { type ChildProcess, fork } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundled } from './bundle.ts'
import type { Heard, Wish, Word } from './wish.ts'

/** Programs begin again and again: what was compiled once is kept. */
const CACHE = join(tmpdir(), 'veillee-torture-acts')
/** Nothing that one person does takes so many milliseconds, however busy the machine: what hangs is told, not waited for. */
const PATIENCE = 180_000

/** What the network did by each key, and how often it was asked. */
export class Network {
  readonly heard = new Map<string, Heard & { times: number }>()

  hear(one: Heard): void {
    this.heard.set(one.key, { ...one, times: (this.heard.get(one.key)?.times ?? 0) + 1 })
  }
}

/** Somebody at a program that can be killed: a next one is made ready while this one works. */
export class Actor {
  #next: ChildProcess | undefined
  #child: ChildProcess | undefined
  readonly #network: Network
  readonly #program: string
  killed = 0

  private constructor(network: Network, program: string) {
    this.#network = network
    this.#program = program
    this.#next = start(program)
  }

  static async at(network: Network): Promise<Actor> {
    return new Actor(network, await program())
  }

  /**
   * Does one thing. @returns how it ended: done, refused by the name of a Problem, or killed before anybody was told
   * @param cut the network has the program killed at so manieth thing that it hears, before or after it accepts it
   */
  do(wish: Wish, cut?: { nth: number; when: 'before' | 'after' }): Promise<'done' | 'killed' | string> {
    const child = this.#child ?? this.#next ?? start(this.#program)
    if (child === this.#next) this.#next = start(this.#program)
    this.#child = child
    return new Promise((resolve, reject) => {
      let asked = 0
      const hangs = setTimeout(() => {
        child.removeAllListeners().kill('SIGKILL')
        this.#child = undefined
        reject(new Error(`“${wish.doing.do}” did not end`))
      }, PATIENCE)
      const over = (how: string) => {
        clearTimeout(hangs)
        child.removeAllListeners()
        child.on('error', () => undefined)
        resolve(how)
      }
      child.on('exit', (code, signal) => {
        this.#child = undefined
        clearTimeout(hangs)
        if (signal !== 'SIGKILL') return reject(new Error(`a program ended by itself: ${code}`))
        this.killed++
        over('killed')
      })
      child.on('error', () => undefined)
      child.on('message', (word: Word) => {
        if ('done' in word) over(word.refused ?? 'done')
        if (!('heard' in word)) return
        const now = cut && ++asked === cut.nth
        if (now && cut.when === 'before') return void child.kill('SIGKILL')
        this.#network.hear(word.heard)
        if (now) child.kill('SIGKILL')
        else child.send({ answered: word.n })
      })
      child.send(wish)
    })
  }

  close(): void {
    for (const child of [this.#child, this.#next]) child?.removeAllListeners().kill('SIGKILL')
  }
}

let made: Promise<string> | undefined
/** Made once for all runs of this process. */
function program(): Promise<string> {
  made ??= bundled()
  return made
}

function start(program: string): ChildProcess {
  return fork(program, [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // Nothing of how this process was started: it would be read anew at each beginning.
    execArgv: [],
    env: { ...process.env, NODE_COMPILE_CACHE: CACHE },
  })
}
