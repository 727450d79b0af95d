export { intentModels, intentOf, intentPrint, urgencyOf, urgencyPrint } from './intent.ts'
export { weighed } from './second-opinion.ts'
