import { accepted, equal, scenario } from '../../harness/check/index.ts'
import { identities } from './requirements.ts'

scenario(
  identities.sameLoginSameIdentity,
  'two tokens of one user',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    equal(await accepted(pool.getId(ann.again())), identity, 'GetId answer, IdentityId')
  },
)
