export { isPublicAddress } from './address.ts'
export { createHttp } from './exchange.ts'
export {
  HttpFailure,
  type HttpFailureKind,
  type HttpOptions,
  type HttpReply,
  type HttpStream,
  type RequestOptions,
  type SafeHttp,
  type SafeSocket,
  type SocketMessage,
} from './http.ts'
