import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { type TestSite, testSite } from '../../../../test/support/site.ts'

/** The page on which one asks to be called, where nothing can be chosen. */
let site: TestSite
before(async () => {
  const callBack = { enabled: true, windows: [], minutes: 30, atOnce: 1, notice: 60, days: 3 }
  site = await testSite({ zone: 'Europe/Paris', callBack })
})
after(() => site.server.close())

it('asks for nothing where no time is free, and leads to writing', async () => {
  const answer = await site.server.app.request(`/site/${site.publicId}/call-back?lang=fr`)
  const page = await answer.text()
  assert.equal(answer.status, 200)
  assert.match(page, /Aucune heure n’est libre/)
  assert.doesNotMatch(page, /<form|<button|name="phone"/)
  assert.match(page, new RegExp(`href="/site/${site.publicId}\\?lang=fr"`))
})
