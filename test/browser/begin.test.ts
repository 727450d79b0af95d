import { after, before, describe } from 'node:test'
import { type Browser, chromium } from 'playwright-core'
import { CHROMIUM } from '../support/chromium.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { everyPage } from './every-page.ts'
import type { View } from './look.ts'
import { thingsOf } from './things.ts'
import { memberViews, SET_UP_VIEW } from './views.ts'

describe('pages of a program that begins', () => {
  let program: RunningProgram
  let browser: Browser
  before(async () => {
    program = await startProgram()
    browser = await chromium.launch(CHROMIUM)
  })
  after(async () => {
    await browser?.close()
    await program?.stop()
  })
  everyPage('set-up', () => ({ browser, baseUrl: program.url, cookie: '', views: [SET_UP_VIEW] }))
  describe('once set up', () => {
    let client: Client
    let views: View[]
    before(async () => {
      client = await setUpOwner(program)
      views = memberViews(await thingsOf(client))
    })
    everyPage('empty', () => ({ browser, baseUrl: program.url, cookie: client.cookie, views }))
  })
})
