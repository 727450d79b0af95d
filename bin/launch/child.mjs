const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']
/** How long a child may take to end once asked, before it is ended by force. */
const GRACE = 15_000
/** A terminal sends its interrupt to the child as well: a second one at once would read as impatience. */
const TERMINAL_GRACE = 3000

/**
 * Waits for `child` while passing on the signals that this process gets, and lets it never outlive this one.
 * @returns {Promise<{ code: number, signal: NodeJS.Signals | null, error?: NodeJS.ErrnoException }>}
 */
export function runChild(child) {
  const forward = (signal) => {
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
      done(outcome)
    }
    child.once('error', (error) => end({ code: 1, signal: null, error }))
    child.once('close', (code, signal) => end({ code: code ?? 1, signal }))
  })
}

/** Ends this process as its child ended, so that whoever waits for it is told the truth. */
export function endLike({ code, signal }) {
  if (signal) process.kill(process.pid, signal)
  process.exitCode = code
}
