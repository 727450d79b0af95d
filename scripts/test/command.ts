import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export class Interrupted extends Error {}

interface CommandOptions {
  env?: Record<string, string>
  /** Keep what it says, to show only when it fails; otherwise it writes to our own output. */
  quiet?: boolean
}

const running = new Set<ChildProcess>()
let interrupted = false

/** On a signal the children end first, with all that they started; the stages then clean up and end. */
export function stopOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      interrupted = true
      for (const child of running) endGroup(child)
    })
  }
}

/** Each child leads a process group of its own, so that its own children can be ended with it. */
function endGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGTERM')
  setTimeout(() => signalGroup(child, 'SIGKILL'), 3000).unref()
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, signal)
  } catch {
    // The group has ended.
  }
}

/** Runs a command in the project's folder. @throws Interrupted when a signal ended it. */
export async function runCommand(
  command: string,
  args: string[],
  { env = {}, quiet = false }: CommandOptions = {},
): Promise<{ code: number; output: string }> {
  if (interrupted) throw new Interrupted()
  const child = spawn(command, args, {
    cwd: ROOT,
    detached: true,
    env: { ...process.env, ...env },
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
  })
  running.add(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const code = await new Promise<number>((done, fail) => {
    child.once('error', fail)
    child.once('close', (status) => done(status ?? 1))
  }).finally(() => {
    running.delete(child)
    // What a crashed test left running goes with it.
    signalGroup(child, 'SIGKILL')
  })
  if (interrupted) throw new Interrupted()
  return { code, output }
}

/** Runs a program of a package on this Node. */
export function runNode(script: string, args: string[], options?: CommandOptions) {
  return runCommand(process.execPath, [script, ...args], options)
}
