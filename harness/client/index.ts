export { type Answer, describeAnswer, saysNotImplemented } from './answer.ts'
export { type Endpoints, type Keys, endpointOf } from './endpoints.ts'
export { type Exchange, type Service, Trace } from './exchange.ts'
export { type RawClient, type RawRequest, createRawClient, jsonRequest, queryRequest } from './raw.ts'
export { readAnswer } from './envelope.ts'
export {
  type Input,
  type Operation,
  type Output,
  type SdkClient,
  createSdkClient,
  operations,
  serviceOf,
} from './sdk.ts'
