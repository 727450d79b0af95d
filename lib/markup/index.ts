export { Html, html } from './markup.ts'
export { page, privateHeaders } from './page.ts'
export { veiled } from './veil.ts'
