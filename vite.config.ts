import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

function pkg(names: string): RegExp {
  return new RegExp(`node_modules[\\\\/](${names})[\\\\/]`)
}

/** What floats over the page: menus, tooltips, lists of proposals, dialogs. */
const OVERLAYS =
  /node_modules[\\/](@floating-ui|tabbable|react-remove-scroll[^\\/]*|@mantine[\\/]core[\\/]esm[\\/]components[\\/](Menu|Popover|Tooltip|Combobox|Modal|ModalBase|Drawer|ScrollArea|FocusTrap|Portal|Overlay|CloseButton)[\\/])/
/** What nearly every page of ours is made with. */
const KIT =
  /node_modules[\\/]@mantine[\\/](hooks[\\/]|store[\\/]|core[\\/]esm[\\/](core[\\/]|components[\\/](Button|UnstyledButton|Loader|Skeleton|Transition)[\\/]))/

/** Builds `src/web` into `dist/web`, which the server serves; `npx vite` serves it during development. */
export default defineConfig({
  root: 'src/web',
  plugins: [react()],
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
            {
              name: 'base',
              test: pkg(
                'react|react-dom|scheduler|use-sync-external-store|@tanstack[\\\\/](react-router|router-core|history|store|react-store|query-core|react-query)|i18next|react-i18next|clsx',
              ),
            },
            { name: 'icons', test: pkg('@tabler') },
            {
              name: 'ours',
              test: /src[\\/]web[\\/](app|lib|kit[\\/](?!confirm-name|zone-select|filter-select))/,
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
