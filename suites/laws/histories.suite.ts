import { law } from '../../harness/check/index.ts'
import { laws } from './requirements.ts'

law(laws.documentedRules, 'random histories', { kind: 'histories' })
law(laws.impliedRules, 'random histories', { kind: 'histories' })
law(laws.answersOfTheProtocol, 'random histories', { kind: 'histories' })
law(laws.choices, 'random histories', { kind: 'histories' })
