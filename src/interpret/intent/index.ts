export { intentModels, intentOf, intentPrint, urgencyOf, urgencyPrint, weighed } from './intent.ts'
