import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

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
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': 'http://127.0.0.1:4300', '/hooks': 'http://127.0.0.1:4300' },
  },
})
