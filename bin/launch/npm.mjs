const EVERY = 500

/**
 * `npm start` is killed with npm, whatever kills it: npm passes on SIGTERM, but nothing when it dies by `kill -9`, and
 * what it ran would hold the data folder against the next start. Only for the scripts of this project.
 */
export function endWithNpm() {
  if (!/\bbin\/(veillee|test)\.mjs\b/.test(process.env.npm_lifecycle_script ?? '')) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, EVERY)
  timer.unref()
}
