import { currentAudit, given, judge, wholeRun } from '../../harness/check/index.ts'
import { provokeRefusals } from './arrange.ts'
import { refusals } from './requirements.ts'

wholeRun(refusals.changeNothing, 'all of the run', { own: true, developer: true }, async (scene) => {
  // So that a run of this check alone has refused calls to look at.
  await provokeRefusals(scene)
  const { audited, changes } = currentAudit()
  await given((async () => judge(audited > 0, 'refused calls to look at', 'none; on AWS --audit looks', 'the run'))())
  const found = changes.map(
    ({ check, exchange, code, seenBy, before, after }) =>
      `${exchange.operation} (${code}) in ${check}: ${seenBy} shows ${after} in place of ${before}`,
  )
  judge(found.length === 0, 'nothing to change', found.join('; '), 'calls that were refused')
})
