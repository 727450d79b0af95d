/// <reference types="vite/client" />

declare module '@tabler/icons-react/dist/esm/icons/*' {
  import type { Icon } from '@tabler/icons-react'

  const icon: Icon
  export default icon
}

declare module '@fontsource-variable/figtree/wght.css'

/** Answers that `public/first.js` asked for before the program was there, by address. */
declare var veilleeAsked: Record<string, Promise<Response>> | undefined
