import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, defineConfig, type Plugin, type Rolldown } from 'vite'
import { FIRST } from './src/web/app/first.ts'

/** What floats over the page: menus, tooltips, lists of proposals, dialogs. */
const OVERLAYS =
  /node_modules[\\/](@floating-ui|tabbable|react-remove-scroll[^\\/]*|@mantine[\\/]core[\\/]esm[\\/]components[\\/](Menu|Popover|Tooltip|Combobox|Modal|ModalBase|Drawer|ScrollArea|FocusTrap|Portal|Overlay)[\\/])/
/** Libraries of every page. */
const BASE =
  /node_modules[\\/](react|react-dom|scheduler|use-sync-external-store|@tanstack[\\/](react-router|router-core|history|store|react-store|query-core|react-query)|i18next|react-i18next|clsx)[\\/]|vite[\\/]preload-helper/
/** What nearly every page of ours is made with. */
const KIT =
  /node_modules[\\/]@mantine[\\/](hooks[\\/]|store[\\/]|notifications[\\/]esm[\\/]notifications\.store|core[\\/]esm[\\/](core[\\/]|components[\\/](Button|UnstyledButton|CloseButton|Loader|Skeleton|Transition)[\\/]))/

/** A chunk's own file and all it stands on. */
function filesOf(bundle: Rolldown.OutputBundle, name: string, found = new Set<string>()): Set<string> {
  const chunk = bundle[name]
  if (found.has(name) || chunk?.type !== 'chunk') return found
  found.add(name)
  for (const sheet of chunk.viteMetadata?.importedCss ?? []) found.add(sheet)
  for (const under of chunk.imports) filesOf(bundle, under, found)
  return found
}

function filesOfSources(bundle: Rolldown.OutputBundle, paths: string[]): string[] {
  const chunks = Object.values(bundle).filter((one) => one.type === 'chunk')
  const found = new Set<string>()
  for (const path of paths) {
    const holds = chunks.find((chunk) => chunk.facadeModuleId?.endsWith(`/src/web/${path}`))
    if (!holds) throw new Error(`src/web/app/first.ts names ${path}, which has no file of its own`)
    filesOf(bundle, holds.fileName, found)
  }
  return [...found]
}

/** Tells `first.js` the files of each door's first page; their names are known only once they are built. */
function nameFirstFiles(): Plugin {
  return {
    name: 'name-first-files',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const fonts = Object.keys(bundle).filter((name) => /figtree-latin-wght-normal.*woff2$/.test(name))
        const doors = Object.entries(FIRST).map(([door, { pages, words, data }]) => {
          const worded = (locale: string) => words.map((name) => `locales/${locale}/${name}.json`)
          const files = (paths: string[]) =>
            filesOfSources(bundle, paths).filter((file) => !html.includes(`/${file}"`))
          return [
            door,
            { files: files(pages), fr: files(worded('fr')), en: files(worded('en')), data },
          ] as const
        })
        const value = JSON.stringify({ fonts, doors: Object.fromEntries(doors) }).replaceAll('"', '&quot;')
        return html.replace('src="/first.js"', `src="/first.js" data-first="${value}"`)
      },
    },
  }
}

/** The chat that other people's pages carry: one file of its own, without anything of the interface. */
export function widgetBuild(outDir: string, write = true) {
  return build({
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir,
      write,
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'es2022',
      reportCompressedSize: false,
      lib: {
        entry: 'src/web/widget/main.ts',
        formats: ['iife'],
        name: 'Veillee',
        fileName: () => 'widget.js',
      },
    },
  })
}

function buildWidget(): Plugin {
  let outDir = ''
  return {
    name: 'build-widget',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir)
    },
    async closeBundle() {
      await widgetBuild(outDir)
    },
  }
}

/** Builds `src/web` into `dist/web`, which the server serves; `npx vite` serves it during development. */
export default defineConfig({
  root: 'src/web',
  plugins: [react(), nameFirstFiles(), buildWidget()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // The content security policy allows no inline script, and current browsers need no polyfill.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          // A first screen of a hundred small files costs more in requests than it saves in bytes; a group too wide
          // makes it carry what only later pages need.
          groups: [
            { name: 'base', test: BASE },
            { name: 'icons', test: /node_modules[\\/]@tabler[\\/]/ },
            {
              name: 'ours',
              test: /src[\\/]web[\\/](app[\\/]|lib[\\/]|[a-z-]+[\\/]queries|kit[\\/](?!confirm-name|zone-select|filter-select))/,
              minShareCount: 2,
            },
            { name: 'overlays', test: OVERLAYS },
            { name: 'kit', test: KIT },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': 'http://127.0.0.1:4300', '/hooks': 'http://127.0.0.1:4300' },
  },
})
