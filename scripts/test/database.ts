import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLog } from '../../lib/log/index.ts'
import { startPostgres } from '../../lib/postgres/index.ts'

/**
 * Gives `work` the environment of a test run: one PostgreSQL, and a temporary folder of its own for all that tests
 * write. Both are gone afterwards. `VEILLEE_TEST_DATABASE_URL`, when set, names the server to use instead.
 */
export async function withDatabase<R>(work: (env: Record<string, string>) => Promise<R>): Promise<R> {
  const folder = await mkdtemp(join(tmpdir(), 'veillee-test-'))
  try {
    // Run by root, PostgreSQL is another user, who must pass through.
    await chmod(folder, 0o711)
    const given = process.env.VEILLEE_TEST_DATABASE_URL
    if (given) return await work({ TMPDIR: folder, VEILLEE_TEST_DATABASE_URL: given })
    return await withOwnServer(folder, work)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

async function withOwnServer<R>(
  folder: string,
  work: (env: Record<string, string>) => Promise<R>,
): Promise<R> {
  const log = createLog({ pretty: true, level: 'error' })
  const server = await startPostgres({ dataFolder: join(folder, 'data'), log, durable: false })
  try {
    return await work({ TMPDIR: folder, VEILLEE_TEST_DATABASE_URL: server.url })
  } finally {
    await server.stop()
  }
}
