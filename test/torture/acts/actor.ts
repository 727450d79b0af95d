import { type ChildProcess, fork } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Heard, Wish, Word } from './wish.ts'

/** Programs begin again and again: what was compiled once is kept. */
const CACHE = join(tmpdir(), 'veillee-torture-acts')
const CHILD = fileURLToPath(new URL('child.ts', import.meta.url))

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
  killed = 0

  constructor(network: Network) {
    this.#network = network
    this.#next = start()
  }

  /**
   * Does one thing. @returns how it ended: done, refused by the name of a Problem, or killed before anybody was told
   * @param cut the network has the program killed at so manieth thing that it hears, before or after it accepts it
   */
  do(wish: Wish, cut?: { nth: number; when: 'before' | 'after' }): Promise<'done' | 'killed' | string> {
    const child = this.#child ?? this.#next ?? start()
    if (child === this.#next) this.#next = start()
    this.#child = child
    return new Promise((resolve, reject) => {
      let asked = 0
      const over = (how: string) => {
        child.removeAllListeners()
        child.on('error', () => undefined)
        resolve(how)
      }
      child.on('exit', (code, signal) => {
        this.#child = undefined
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

function start(): ChildProcess {
  return fork(CHILD, [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: CACHE },
  })
}
