const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']
/** How long a child may take to end once asked, before it is ended by force. */
const GRACE = 15_000
/** A terminal sends its interrupt to the child as well: a second one at once would read as impatience. */
const TERMINAL_GRACE = 3000

/**
 * Waits for `child` while passing on the signals that this process gets, and lets it never outlive this one.
 * @returns {Promise<{ code: number, signal: NodeJS.Signals | null, error?: NodeJS.ErrnoException, asked?: NodeJS.Signals }>}
 *   `asked` is the signal that this process got meanwhile
 */
export function runChild(child) {
  let asked
  const forward = (signal) => {
    asked = signal
    const fromTerminal = signal === 'SIGINT' && process.stdin.isTTY
    setTimeout(() => child.kill(signal), fromTerminal ? TERMINAL_GRACE : 0).unref()
    setTimeout(() => child.kill('SIGKILL'), GRACE).unref()
  }
  const kill = () => child.kill('SIGKILL')
  for (const signal of SIGNALS) process.on(signal, forward)
  process.once('exit', kill)
  return new Promise((done) => {
    const end = (outcome) => {
      for (const signal of SIGNALS) process.off(signal, forward)
      process.off('exit', kill)
      done({ ...outcome, asked })
    }
    child.once('error', (error) => end({ code: 1, signal: null, error }))
    child.once('close', (code, signal) => end({ code: code ?? 1, signal }))
  })
}

/** Runs a step that prepares this copy, keeping what it says to tell it when it fails. @throws Interruption */
export async function runStep(child) {
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      said += chunk
    })
  }
  const outcome = await runChild(child)
  if (outcome.asked) throw new Interruption(outcome.asked)
  return { ...outcome, said }
}

/** This process was asked to end while it prepared. */
export class Interruption extends Error {
  constructor(signal) {
    super(signal)
    this.signal = signal
  }
}

/** Ends this process as its child ended, so that whoever waits for it is told the truth. */
export function endLike({ code, signal }) {
  if (signal) process.kill(process.pid, signal)
  process.exitCode = code
}
