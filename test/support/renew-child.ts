import { connect } from '../../lib/db/index.ts'
import { createHttp } from '../../lib/http/index.ts'
import { keeperOf } from '../../src/ingest/accounts/credential/index.ts'

/** Renews one account's credential as a channel does, when told to; says by what it would act afterwards. */
const [url = '', workspace_id = '', id = '', tokens = ''] = process.argv.slice(2)
const http = createHttp({ userAgent: 'test', allow: () => true })
const { db, close } = connect(url)
const vault = { seal: (text: string) => text, open: (text: string) => text }
const keeper = keeperOf({ db, vault }, { workspace_id, id })
const seen = await keeper.get()
process.stdout.write('ready\n')
await new Promise((resolve) => process.stdin.once('data', resolve))
const credential = await keeper.renew(async (kept) => {
  if (kept && kept.secret.access !== seen?.secret.access) return kept
  const body = JSON.stringify({ refresh: kept?.secret.refresh })
  const answer = await http.request(tokens, { method: 'POST', body })
  return { secret: JSON.parse(new TextDecoder().decode(answer.body)), renewable: true }
})
process.stdout.write(`${credential.secret.access}\n`)
process.stdin.destroy()
await http.close()
await close()
