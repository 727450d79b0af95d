/** The server's word that a style of ours may be applied, one for each time the page is served. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

// The part of the kit that holds the page still behind a dialog looks for it under this name.
Object.assign(globalThis, { __webpack_nonce__: nonce })
