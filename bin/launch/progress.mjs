/**
 * Shows that a long step goes on: one line that is rewritten on a terminal, a line every ten seconds elsewhere.
 * Everything goes to standard error; standard output is the command's.
 * @param {string} title
 * @param {() => string} [detail] what to add, asked each time
 */
export function startProgress(title, detail = () => '') {
  const out = process.stderr
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 1000)
  const line = () => [`${title}…`, detail(), `${seconds()} s`].filter(Boolean).join('  ')
  if (!out.isTTY) out.write(`${title}…\n`)
  const timer = setInterval(
    () => out.write(out.isTTY ? `\r\x1b[K${line()}` : `${line()}\n`),
    out.isTTY ? 250 : 10_000,
  )
  return {
    seconds,
    end() {
      clearInterval(timer)
      if (out.isTTY) out.write('\r\x1b[K')
    },
  }
}
