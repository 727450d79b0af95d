import { connect } from '../../lib/db/index.ts'
import { createHttp } from '../../lib/http/index.ts'
import { silentLog } from '../../lib/log/index.ts'
import { startWebhooks } from '../../src/deliver/index.ts'

/** Tells endpoints until it is killed. */
const [url = ''] = process.argv.slice(2)
const { db } = connect(url)
const http = createHttp({ userAgent: 'test', allow: () => true })
const sealing = { seal: (text: string) => text, open: (text: string) => text }
const accountNames = async () => new Map<string, string>()
startWebhooks({
  db,
  http,
  sealing,
  accountNames,
  log: silentLog(),
  publicUrl: 'http://localhost:4300',
  leaseMs: 1500,
  lookEveryMs: 200,
})
