/** A mutant that no test can kill, known by what its line says. */
export interface ArguedMutant {
  subject: Subject
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

type Subject = 'rules' | 'oracle'

/** The mutants of one line that one reason is for: mutator and replacement of each. */
type Line = Pick<ArguedMutant, 'code' | 'why'> & {
  mutants: readonly (readonly [mutator: string, replacement: string])[]
}

const folders: Record<Subject, string> = { rules: 'fixtures/reference/rules', oracle: 'harness/oracle' }

const lines: Record<Subject, Record<string, readonly Line[]>> = {
  rules: {
    'developer-user.ts': [
      {
        code: "provider: pool.configuration.DeveloperProviderName ?? '',",
        mutants: [['StringLiteral', '"Stryker was here!"']],
        why: 'A pool without a developer provider has no developer users, whatever the name under which they are not found.',
      },
    ],
    'login.ts': [
      {
        code: 'return identityId === undefined ? undefined : state.identities.get(identityId)',
        mutants: [['ConditionalExpression', 'false']],
        why: 'The map of identities has none under undefined either; only the type asks for the condition.',
      },
      {
        code: 'return [...owners].toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))',
        mutants: [['EqualityOperator', 'a.id <= b.id']],
        why: 'The owners are different identities, and no two have one id.',
      },
    ],
    'merging.ts': [
      {
        code: 'identity = identity.mergedInto === undefined ? undefined : state.identities.get(identity.mergedInto)',
        mutants: [['ConditionalExpression', 'false']],
        why: 'The map of identities has none under undefined either; only the type asks for the condition.',
      },
    ],
    'pagination.ts': [
      {
        code: '.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))',
        mutants: [['EqualityOperator', 'keyOf(a) <= keyOf(b)']],
        why: 'The keys of a list are ids or members of a set, so no two are the same.',
      },
    ],
  },
  oracle: {
    'canonical.ts': [
      {
        code: 'const parts: string[] = []',
        mutants: [['ArrayDeclaration', '["Stryker was here"]']],
        why: 'The texts of all worlds have the same part more, so that they are as equal as they were.',
      },
      {
        code: "return parts.toSorted().join('\\n')",
        mutants: [['StringLiteral', '""']],
        why: 'Ids have no spaces in them and begin alike, so that it can be told where a part ends.',
      },
      {
        code: "const identityKey = (id: string, { state, into = '', isSource }: Identity): string =>",
        mutants: [['StringLiteral', '"Stryker was here!"']],
        why: 'An identity that went into no other has one text or the other in all worlds, and neither is an id.',
      },
      {
        code: "`${id} ${state} ${into}${isSource ? ' source' : ''}`",
        mutants: [['StringLiteral', '"Stryker was here!"']],
        why: 'Whether an identity was the source of a merge is still told by one of two different texts.',
      },
      {
        code: 'if (worlds.length < 2) return worlds',
        mutants: [['ConditionalExpression', 'false']],
        why: 'No world, or one, is without repetition anyway; it is told sooner.',
      },
      {
        code: 'const distinct = worlds.length > fewWorlds ? distinctByKey(worlds) : distinctOfFew(worlds)',
        mutants: [
          ['ConditionalExpression', 'false'],
          ['EqualityOperator', 'worlds.length >= fewWorlds'],
        ],
        why: 'Both ways give the same worlds in the same order; which is quicker depends on how many there are.',
      },
      {
        code: "? ''",
        mutants: [['StringLiteral', '"Stryker was here!"']],
        why: 'An identity that a world does not have is told by a text that is that of no other.',
      },
      {
        code: '.map(({ key }) => key)',
        mutants: [['ArrowFunction', '() => undefined']],
        why: 'Where an identity holds as many logins in another world, but others, one of its own has another owner there, and with that login it is forgotten.',
      },
      {
        code: ".join(' ')}`",
        mutants: [['StringLiteral', '""']],
        why: 'The keys of logins all begin with their kind, so that it can be told where one ends.',
      },
      {
        code: "return pool === undefined ? '' : poolKey(poolId, { ...pool, possibleGuests: 0, mayHoldOthers: false })",
        mutants: [['StringLiteral', '"Stryker was here!"']],
        why: 'A pool that a world does not have is told by a text that is that of no other.',
      },
      {
        code: "return pool === undefined ? '' : poolKey(poolId, { ...pool, possibleGuests: 0, mayHoldOthers: false })",
        mutants: [['BooleanLiteral', 'true']],
        why: 'The same value in all worlds makes no difference between them, whichever it is.',
      },
    ],
    'change.ts': [
      {
        code: 'if (identity === undefined || logins.length === 0) return world',
        mutants: [['ConditionalExpression', 'false']],
        why: 'Logins are linked only to identities that are there; only the type asks for the condition.',
      },
      {
        code: 'if (found === undefined || gone.length === 0) return world',
        mutants: [['ConditionalExpression', 'false']],
        why: 'Only identities that are there are unlinked from; only the type asks for the condition.',
      },
    ],
    'linearize.ts': [
      {
        code: 'if (dead === undefined || dead.order.length < order.length) dead = { ...result, order }',
        mutants: [
          ['ConditionalExpression', 'true'],
          ['EqualityOperator', 'dead.order.length <= order.length'],
        ],
        why: 'The round tells how far an order got: of several that got as far it is open which is told.',
      },
      {
        code: 'next.set(`${longer.toSorted((one, other) => one - other).join()}| ${keyOf(after)}`, {',
        mutants: [
          ['ArrowFunction', '() => undefined'],
          ['ArithmeticOperator', 'one + other'],
        ],
        why: 'Unsorted, the same calls in two orders are looked at twice, and their worlds are put in one at the end.',
      },
      {
        code: 'if (next.size === 0 && dead !== undefined) return dead',
        mutants: [['ConditionalExpression', 'true']],
        why: 'Where no order went on, some call was a violation; only the type asks for the condition.',
      },
      {
        code: 'order: any?.order ?? [],',
        mutants: [
          ['OptionalChaining', 'any.order'],
          ['ArrayDeclaration', '["Stryker was here"]'],
        ],
        why: 'There is always a world that was reached; only the type asks for the default.',
      },
    ],
    'lookup.ts': [
      {
        code: 'function brokenList({ identifiers = [] }: Accepted, users: readonly string[]): Rule | undefined {',
        mutants: [['ArrayDeclaration', '["Stryker was here"]']],
        why: 'A list that is left out lacks the users who are there, and so does one of another name.',
      },
    ],
    'merging.ts': [
      {
        code: 'if (conflictsOf(world, [source, destination], []).length > 0)',
        mutants: [['ArrayDeclaration', '["Stryker was here"]']],
        why: 'One login more that names no provider is in conflict with no other.',
      },
    ],
    'outcome.ts': [
      {
        code: 'if (fitsIdentity(world, outcome, answer)) return outcome.broken?.(answer)',
        mutants: [['OptionalChaining', 'outcome.broken(answer)']],
        why: 'An answer that shows the right identity and still does not fit breaks what is asked for here; only the type asks whether anything is.',
      },
      {
        code: "return outcome.effect?.(world, newPlaceholder(world), { kind: 'accepted' }) ?? world",
        mutants: [
          ['ObjectLiteral', '{}'],
          ['StringLiteral', '""'],
        ],
        why: 'No effect reads the kind of the answer, only what it shows.',
      },
    ],
    'persistent-map.ts': [
      {
        code: 'if (recent.size < Math.max(16, Math.sqrt(this.#shared.size))) return new PersistentMap(this.#shared, recent)',
        mutants: [
          ['ConditionalExpression', 'true'],
          ['ConditionalExpression', 'false'],
          ['EqualityOperator', 'recent.size <= Math.max(16, Math.sqrt(this.#shared.size))'],
          ['EqualityOperator', 'recent.size >= Math.max(16, Math.sqrt(this.#shared.size))'],
          ['MethodExpression', 'Math.min(16, Math.sqrt(this.#shared.size))'],
        ],
        why: 'Where an entry lies, among the recent or the shared ones, is a question of time only.',
      },
      {
        code: 'if (this === other) return true',
        mutants: [['ConditionalExpression', 'false']],
        why: 'Each entry of a map is one and the same as itself; the condition makes the usual case quick.',
      },
      {
        code: 'if (this.#shared === other.#shared) return true',
        mutants: [['ConditionalExpression', 'false']],
        why: 'Entries that are shared are one and the same; the condition makes the usual case quick.',
      },
    ],
    'silence.ts': [
      {
        code: "const silent: OracleAnswer = { kind: 'silent' }",
        mutants: [
          ['ObjectLiteral', '{}'],
          ['StringLiteral', '""'],
        ],
        why: 'An answer that is not accepted shows no ids, whatever its kind.',
      },
      {
        code: "if (world.placeholders.length === 0 || answer.kind !== 'accepted') return [world]",
        mutants: [
          ['ConditionalExpression', 'false'],
          ['ConditionalExpression', 'false'],
          ['ConditionalExpression', 'false'],
          ['LogicalOperator', "world.placeholders.length === 0 && answer.kind !== 'accepted'"],
        ],
        why: 'Without placeholders, or ids, there is nothing to give: the world comes out as it is, only later.',
      },
      {
        code: 'if (made.length > mostBindings) return [withoutPlaceholders(world)]',
        mutants: [['EqualityOperator', 'made.length >= mostBindings']],
        why: 'How many ways are tried is a question of time: to try one less, or one more, raises no false alarm.',
      },
      {
        code: "return { ...blur(world, '', world.placeholders), placeholders: [] }",
        mutants: [['StringLiteral', '"Stryker was here!"']],
        why: 'The placeholders are identities that are there, so that their own pools count.',
      },
    ],
    'vagueness.ts': [
      {
        code: "const named = 'identity' in call && call.identity !== undefined ? [call.identity] : []",
        mutants: [
          ['LogicalOperator', "'identity' in call || call.identity !== undefined"],
          ['ConditionalExpression', 'true'],
        ],
        why: 'No identity is under undefined.',
      },
      {
        code: "const [home = ''] = named.map((id) => world.identities.get(id)?.pool)",
        mutants: [['StringLiteral', '"Stryker was here!"']],
        why: 'An identity that is not there has no pool, and none has either name.',
      },
      {
        code: "logins.push(developerLogin(world.pools.get(pool)?.settings.developer ?? '', call.user))",
        mutants: [['StringLiteral', '"Stryker was here!"']],
        why: 'Neither can be the name of a developer provider, so that nobody is found under it.',
      },
      {
        code: 'if (!world.isVague) return false',
        mutants: [['ConditionalExpression', 'false']],
        why: 'Where nothing is vague nothing is found to be; the condition makes the usual case quick.',
      },
      {
        code: "case 'CreateIdentityPool':",
        mutants: [['StringLiteral', '""']],
        why: 'A pool that is only made is the subject of nothing, so that nothing is forgotten either way.',
      },
      {
        code: "case 'DeleteIdentities':",
        mutants: [['StringLiteral', '""']],
        why: 'The ids of DeleteIdentities are not named as an identity, so that nothing is forgotten either way.',
      },
      {
        code: "case 'DeleteIdentities':",
        mutants: [['ConditionalExpression', "case 'DeleteIdentities':"]],
        why: 'Of these answers only that of DescribeIdentity shows an id, and the call names no pool in which one never seen could be forgotten.',
      },
      {
        code: "if (answer.kind !== 'accepted') return []",
        mutants: [['ConditionalExpression', 'false']],
        why: 'Refusals and silence have no ids to show; only the type asks for the condition.',
      },
      {
        code: "const identities = world.identities.setAll([...vague].map((id) => [id, { pool: poolId, state: 'vague', logins: [] }]))",
        mutants: [['ArrayDeclaration', '["Stryker was here"]']],
        why: 'A call about a vague identity may answer anything, so that nobody asks for its logins.',
      },
    ],
    'world.ts': [
      {
        code: "export const nobody = ''",
        mutants: [['StringLiteral', '"Stryker was here!"']],
        why: 'Any text will do that is the id of no identity.',
      },
      {
        code: 'export const loginsOf = (world: World, id: string): readonly Login[] => world.identities.get(id)?.logins ?? []',
        mutants: [['ArrayDeclaration', '["Stryker was here"]']],
        why: 'Only where worlds are put together is one asked that does not have the identity, and a login without a key has no owner to forget there.',
      },
    ],
    'worlds.ts': [
      {
        code: 'if (worlds.possible.length === 1 && judged.length === 1 && only.after.length === 1)',
        mutants: [['ConditionalExpression', 'false']],
        why: 'What follows comes to the same for one world before and one after; the condition makes the usual case quick.',
      },
      {
        code: "if (rule !== undefined) return { kind: 'death', world, rule, outcomes }",
        mutants: [['StringLiteral', '""']],
        why: 'The kind is only ever compared with that of a permission.',
      },
      {
        code: 'return choice === undefined || one.pending.includes(choice) ? one : { ...one, pending: [...one.pending, choice] }',
        mutants: [['ConditionalExpression', 'false']],
        why: 'Outcomes that fit one answer and differ in what they do all go some way; only the type asks for the condition.',
      },
      {
        code: "return answer.kind === 'accepted' ? (outcome.effect?.(world, answer.identity ?? nobody, answer) ?? world) : world",
        mutants: [['ConditionalExpression', 'true']],
        why: 'An accepted outcome fits accepted answers only; only the type asks for the condition.',
      },
    ],
  },
}

export const arguedMutants: readonly ArguedMutant[] = Object.entries(lines).flatMap(([subject, files]) =>
  Object.entries(files).flatMap(([file, some]) =>
    some.flatMap(({ code, mutants, why }) =>
      mutants.map(([mutator, replacement]) => ({
        subject: subject as Subject,
        file: `${folders[subject as Subject]}/${file}`,
        mutator,
        code,
        replacement,
        why,
      })),
    ),
  ),
)
