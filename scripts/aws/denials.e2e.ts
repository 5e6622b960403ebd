import { describe, expect, test } from 'vitest'
import { iamPolicy } from '../../harness/cli/iam-policy.ts'
import { refuse, untouched, useAccount } from './account.ts'

const account = useAccount()
const { journals, judge, putForeign, results, run } = account

/** What a run with roles of its own calls with a signature; the probe alone calls nearly all of it. */
const signedOperations = [...new Set(iamPolicy('create-roles').Statement.flatMap(({ Action }) => Action))]
  .filter((action) => !action.startsWith('cognito-idp:'))
  .map((action) => action.split(':')[1] ?? '')

describe('an operation that a policy denies', () => {
  test.each(signedOperations)(
    '%s: nothing is on our account, and what cannot be removed is said, and swept later',
    async (denied) => {
      const state = await putForeign()
      let count = 0
      account.interfere = (request, response) => {
        const { operation } = request
        if (operation !== denied) return undefined
        count += 1
        return refuse(response, request, 400, 'AccessDeniedException')
      }
      const { code, stderr } = await judge(
        '--create-roles',
        '--only',
        'identities/guest-is-new',
        'developer/known-user',
        'credentials/access*',
      )
      expect([0, 1, 3]).toContain(code)
      expect(stderr).not.toContain('internal error')
      const { checks, run: facts } = await results()
      expect(checks.filter(({ verdict }) => verdict === 'harness-error' || verdict === 'fail')).toEqual([])
      const isRemoval = /^Delete(IdentityPool|Role|OpenIDConnectProvider)$/.test(denied)
      if (!isRemoval) expect([facts.residue, state()]).toEqual([[], untouched])
      else if (count > 0) expect(facts.residue).not.toEqual([])
      account.interfere = () => undefined
      expect((await run('sweep')).code).toBe(0)
      expect(state()).toEqual(untouched)
      expect(journals()).toEqual([])
    },
    120_000,
  )
})
