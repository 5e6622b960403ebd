export { type Finished, currentAudit, currentWorld, enterSession } from './current.ts'
export { type Check, answerViolations, renamed, runCheck, watchAnew } from './check.ts'
export {
  type Defined,
  collectChecks,
  defineReplay,
  defineSecondTry,
  defineSuites,
  defineWholeRunChecks,
  law,
  loadSuites,
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
export { type Act, atOnce, raceIn } from '../law/index.ts'
export { roleMappingKey, trustedAs, trusting } from '../world/index.ts'
export { currentExchanges, given, judge, observe } from './judgement.ts'
