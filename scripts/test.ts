import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLog } from '../lib/log/index.ts'
import { startPostgres } from '../lib/postgres/index.ts'

const files = process.argv.slice(2)
const dataFolder = await mkdtemp(join(tmpdir(), 'veillee-test-'))
const stopping = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stopping.abort())
try {
  const log = createLog({ pretty: true, level: 'warn' })
  const server = await startPostgres({ dataFolder, log, durable: false })
  try {
    process.exitCode = await run(process.execPath, ['--test', ...files], {
      VEILLEE_TEST_DATABASE_URL: server.url,
    })
  } finally {
    await server.stop()
  }
} finally {
  await rm(dataFolder, { recursive: true, force: true })
}

function run(command: string, args: string[], env: Record<string, string>): Promise<number> {
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  stopping.signal.addEventListener('abort', () => child.kill('SIGTERM'))
  return new Promise((done) => child.on('exit', (code) => done(code ?? 1)))
}
