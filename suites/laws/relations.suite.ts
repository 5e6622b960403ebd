import { law } from '../../harness/check/index.ts'
import { laws } from './requirements.ts'

law(laws.orderOfLogins, 'random histories', { kind: 'relation', relation: 'orderOfLogins' })
law(laws.namesOfUsers, 'random histories', { kind: 'relation', relation: 'namesOfUsers' })
law(laws.refusedCalls, 'random histories', { kind: 'relation', relation: 'refusedCalls' })
law(laws.poolsApart, 'random histories', { kind: 'relation', relation: 'otherPools' })
law(laws.pageSizes, 'random histories', { kind: 'relation', relation: 'pageSizes' })
