import { createHash, randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { Hono } from 'hono'
import { notFound, Problem } from '../../../lib/errors/index.ts'
import { pagePolicy } from './headers.ts'
import type { HttpEnv } from './parts.ts'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}
const SQUEEZABLE = ['.html', '.js', '.css', '.json', '.svg', '.webmanifest', '.txt']
/** What the build puts where a page wants the nonce of its own styles. */
const NONCE = '__CSP_NONCE__'
/** The build puts a hash in the names under this folder: they never change. */
const HASHED = /^\/assets\//
/** What pages of others carry, of all that is served here. */
const CARRIED = '/widget.js'
const YEAR = 'public, max-age=31536000, immutable'

interface Asset {
  type: string
  etag: string
  bytes: Buffer
  squeezed: Map<string, Promise<Buffer>>
}

/** The built interface. Only files found in the folder are served, by their exact name; other pages are its own. */
export function staticApp(folder: URL): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>()
  let assets: Promise<Map<string, Asset>> | undefined
  const load = async () => {
    assets ??= readAssets(folder)
    const found = await assets
    // Built since this process began: look again at the next request.
    if (!found.has('/index.html')) assets = undefined
    return found
  }
  app.get('*', async (c) => {
    const found = await load()
    const asset = found.get(c.req.path)
    if (asset && c.req.path !== '/index.html') return serve(c.req.raw, asset, c.req.path)
    if (extname(c.req.path) !== '' && c.req.path !== '/index.html') throw notFound('page')
    const page = found.get('/index.html')
    if (!page) throw new Problem('web_missing', { status: 503, ours: false })
    return servePage(page)
  })
  return app
}

async function readAssets(folder: URL): Promise<Map<string, Asset>> {
  const assets = new Map<string, Asset>()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name)
    const name = `/${relative(fileURLToPath(folder), path).replaceAll(sep, '/')}`
    const bytes = await readFile(path)
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
    const type = TYPES[extname(name)] ?? 'application/octet-stream'
    assets.set(name, { type, etag, bytes, squeezed: new Map() })
  }
  return assets
}

async function serve(request: Request, asset: Asset, path: string): Promise<Response> {
  const headers = new Headers({
    'content-type': asset.type,
    etag: asset.etag,
    'cache-control': HASHED.test(path) ? YEAR : 'no-cache',
    vary: 'accept-encoding',
    ...(path === CARRIED && { 'cross-origin-resource-policy': 'cross-origin' }),
  })
  if (request.headers.get('if-none-match') === asset.etag) return new Response(null, { status: 304, headers })
  const encoding = SQUEEZABLE.includes(extname(path)) ? encodingFor(request) : null
  if (!encoding) return new Response(new Uint8Array(asset.bytes), { headers })
  headers.set('content-encoding', encoding)
  return new Response(new Uint8Array(await squeeze(asset, encoding)), { headers })
}

function servePage(page: Asset): Response {
  const nonce = page.bytes.includes(NONCE) ? randomBytes(16).toString('base64url') : null
  const html = page.bytes.toString().replaceAll(NONCE, nonce ?? '')
  return new Response(html, {
    headers: {
      'content-type': page.type,
      'cache-control': 'no-cache',
      'content-security-policy': pagePolicy(nonce ? `'nonce-${nonce}'` : "'unsafe-inline'"),
    },
  })
}

function encodingFor(request: Request): 'br' | 'gzip' | null {
  const accepted = request.headers.get('accept-encoding') ?? ''
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : null
}

/** Compressed once, at the first request that takes it. */
function squeeze(asset: Asset, encoding: 'br' | 'gzip'): Promise<Buffer> {
  const known = asset.squeezed.get(encoding)
  if (known) return known
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
  const made =
    encoding === 'br'
      ? promisify(brotliCompress)(asset.bytes, options)
      : promisify(gzip)(asset.bytes, { level: 9 })
  asset.squeezed.set(encoding, made)
  return made
}
