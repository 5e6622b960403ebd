/** A mutant that no test can kill, known by what its line says. */
export interface ArguedMutant {
  subject: 'rules' | 'oracle'
  file: string
  /** As StrykerJS calls it. */
  mutator: string
  /** The line of the source where the mutated code begins, trimmed. */
  code: string
  /** What the mutant has in its place: white space collapsed, at most 100 characters. */
  replacement: string
  /** Why no caller of the API can tell the difference, or why no document says which it has to be. */
  why: string
}

const rules = 'fixtures/reference/rules'

export const arguedMutants: readonly ArguedMutant[] = [
  {
    subject: 'rules',
    file: `${rules}/developer-user.ts`,
    mutator: 'StringLiteral',
    code: "provider: pool.configuration.DeveloperProviderName ?? '',",
    replacement: '"Stryker was here!"',
    why: 'A pool without a developer provider has no developer users, whatever the name under which they are not found.',
  },
  {
    subject: 'rules',
    file: `${rules}/login.ts`,
    mutator: 'ConditionalExpression',
    code: 'return identityId === undefined ? undefined : state.identities.get(identityId)',
    replacement: 'false',
    why: 'The map of identities has none under undefined either; only the type asks for the condition.',
  },
  {
    subject: 'rules',
    file: `${rules}/login.ts`,
    mutator: 'EqualityOperator',
    code: 'return [...owners].toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))',
    replacement: 'a.id <= b.id',
    why: 'The owners are different identities, and no two have one id.',
  },
  {
    subject: 'rules',
    file: `${rules}/merging.ts`,
    mutator: 'ConditionalExpression',
    code: 'identity = identity.mergedInto === undefined ? undefined : state.identities.get(identity.mergedInto)',
    replacement: 'false',
    why: 'The map of identities has none under undefined either; only the type asks for the condition.',
  },
  {
    subject: 'rules',
    file: `${rules}/pagination.ts`,
    mutator: 'EqualityOperator',
    code: '.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))',
    replacement: 'keyOf(a) <= keyOf(b)',
    why: 'The keys of a list are ids or members of a set, so no two are the same.',
  },
]
