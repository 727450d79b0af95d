// A network in a process of its own, so that what it costs is not counted to whoever speaks to it.
import { startEchoNetwork } from '../test/support/echo-network.ts'
import { startMastodon } from '../test/support/mastodon-server.ts'

const [name, accounts = '1'] = process.argv.slice(2)
let telling = false

/** Called as each request comes in. */
function heard(): undefined {
  if (!telling) return
  telling = false
  process.send?.({ heard: performance.timeOrigin + performance.now() })
}

const names = Array.from({ length: Number(accounts) }, (_, i) => `brand${i}`)
process.on('message', () => {
  telling = true
})
process.on('disconnect', () => process.exit(0))
if (name === 'echo') {
  const network = await startEchoNetwork('idempotent')
  network.fault = heard
  process.send?.({ url: network.url, tokens: names })
} else {
  const network = await startMastodon()
  network.fault = heard
  const tokens = names.map((one) => network.world.person(one).token)
  process.send?.({ url: network.url, tokens })
}
