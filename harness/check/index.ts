export { currentWorld, enterSession } from './current.ts'
export { type Check, answerViolations, runCheck, watchAnew } from './check.ts'
export {
  type Gathered,
  defineSecondTry,
  defineWholeRunChecks,
  gatherChecks,
  property,
  scenario,
  wholeRun,
  wire,
} from './define.ts'
export {
  accepted,
  between,
  different,
  equal,
  holds,
  holdsDeveloper,
  matches,
  oneOf,
  outcome,
  refused,
  sameSet,
  unlinked,
  worded,
} from './expect.ts'
export { roleMappingKey, trustedAs, trusting } from '../world/index.ts'
export { currentExchanges, given, judge, observe } from './judgement.ts'
