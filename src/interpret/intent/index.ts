export { intentOf, urgencyOf } from './intent.ts'
