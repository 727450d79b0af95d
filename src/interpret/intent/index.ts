export { intentModel, intentOf, urgencyModel, urgencyOf } from './intent.ts'
