import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deviceOf } from './device.ts'

const KIT = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const PHONE_KIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
const WINDOWS = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${KIT}`
const PHONE = `Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) ${PHONE_KIT}`
const TABLET = `Mozilla/5.0 (iPad; CPU OS 19_0 like Mac OS X) ${PHONE_KIT}`
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)'
const ANDROID = `Mozilla/5.0 (Linux; Android 16; K) ${KIT}`

/** As the browsers write it, and the two names that people know it by. */
const DEVICES: [userAgent: string, browser: string, system: string][] = [
  [`${WINDOWS} Chrome/140.0 Safari/537.36`, 'Chrome', 'Windows'],
  [`${WINDOWS} Chrome/140.0 Safari/537.36 Edg/140.0`, 'Edge', 'Windows'],
  [`${WINDOWS} Chrome/140.0 Safari/537.36 OPR/122.0`, 'Opera', 'Windows'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox', 'Windows'],
  [`${MAC} ${PHONE_KIT} Version/19.0 Safari/605.1.15`, 'Safari', 'macOS'],
  [`${MAC} ${KIT} Chrome/140.0 Safari/537.36`, 'Chrome', 'macOS'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0',
    'Firefox',
    'macOS',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox', 'Linux'],
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${KIT} Chrome/140.0 Safari/537.36`, 'Chrome', 'ChromeOS'],
  [`${ANDROID} Chrome/140.0 Mobile Safari/537.36`, 'Chrome', 'Android'],
  [`${ANDROID} Chrome/140.0 Mobile Safari/537.36 EdgA/140.0`, 'Edge', 'Android'],
  [`${ANDROID} SamsungBrowser/29.0 Chrome/136.0 Mobile Safari/537.36`, 'Samsung Internet', 'Android'],
  ['Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0', 'Firefox', 'Android'],
  [`${PHONE} Version/19.0 Mobile/15E148 Safari/604.1`, 'Safari', 'iOS'],
  [`${PHONE} CriOS/140.0 Mobile/15E148 Safari/604.1`, 'Chrome', 'iOS'],
  [`${PHONE} FxiOS/145.0 Mobile/15E148 Safari/605.1.15`, 'Firefox', 'iOS'],
  [`${PHONE} Version/19.0 EdgiOS/140.0 Mobile/15E148 Safari/604.1`, 'Edge', 'iOS'],
  [`${PHONE} Version/19.0 Mobile/15E148 Safari/604.1 OPT/6.2`, 'Opera', 'iOS'],
  [`${TABLET} Version/19.0 Mobile/15E148 Safari/604.1`, 'Safari', 'iOS'],
]

for (const [userAgent, browser, system] of DEVICES) {
  test(`of several names that a browser calls itself, its own: ${browser} on ${system}`, () => {
    assert.deepEqual(deviceOf(userAgent), { browser, system })
  })
}

test('what says nothing known is not called a browser', () => {
  for (const userAgent of ['', 'curl/8', 'python-requests/2', 'Safari', 'Chrome 140'])
    assert.deepEqual(deviceOf(userAgent), { browser: '', system: '?' }, userAgent)
})
