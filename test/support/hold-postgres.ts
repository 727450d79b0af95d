// A program that does what the real one does about its database, and nothing else, for the tests that kill it.
import { silentLog } from '../../lib/log/index.ts'
import { lockFolder, startPostgres } from '../../lib/postgres/index.ts'

const dataFolder = process.argv[2] ?? ''
try {
  const lock = await lockFolder(dataFolder)
  const server = await startPostgres({ dataFolder, log: silentLog() })
  process.on('SIGTERM', async () => {
    await server.stop()
    lock.release()
    process.exit(0)
  })
  setInterval(() => undefined, 60_000)
  process.stdout.write(`${JSON.stringify({ url: server.url, postmaster: server.pid })}\n`)
} catch (error) {
  const { id, values, cause } = error as { id?: string; values?: object; cause?: unknown }
  process.stdout.write(`${JSON.stringify({ error: id ?? String(error), cause: String(cause), ...values })}\n`)
  process.exitCode = 1
}
