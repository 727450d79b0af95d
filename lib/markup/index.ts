export { Html, html } from './markup.ts'
