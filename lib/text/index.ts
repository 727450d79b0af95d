export { cleanText, clip, looksLikeHtml, plainText } from './html.ts'
