import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import type { Route } from '../../../access/index.ts'
import { pagePolicy } from '../headers.ts'
import { openApi } from '../openapi.ts'
import type { HttpEnv, HttpOptions } from '../parts.ts'
import { docsPage } from './page.ts'

/** `/openapi.json`, and the page that shows it: HTML made here, one style sheet, one script, no other server. */
export function docsApp(routes: Route[], options: HttpOptions): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>()
  const document = openApi(routes, options)
  const html = docsPage(document)
  app.get('/openapi.json', (c) => c.json(document))
  app.get('/docs', (c) =>
    c.body(html, 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': pagePolicy(),
      'cache-control': 'no-cache',
    }),
  )
  app.get('/docs/page.css', async (c) =>
    c.body(await asset('page.css'), 200, asIs('text/css; charset=utf-8')),
  )
  app.get('/docs/page.js', async (c) =>
    c.body(await asset('page.js'), 200, asIs('text/javascript; charset=utf-8')),
  )
  return app
}

function asset(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), 'utf8')
}

function asIs(type: string): Record<string, string> {
  return { 'content-type': type, 'cache-control': 'no-cache' }
}
