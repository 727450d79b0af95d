import { existsSync } from 'node:fs'
import type { LaunchOptions } from 'playwright-core'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** How Chromium is started in tests: the system's own, without a word to the outside. */
export const CHROMIUM: LaunchOptions = {
  executablePath: process.env.VEILLEE_TEST_CHROMIUM ?? PLACES.find((place) => existsSync(place)),
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  ],
}
