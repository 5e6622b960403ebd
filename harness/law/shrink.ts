import {
  type Act,
  type History,
  type LoginName,
  type PoolShape,
  type Step,
  actsOf,
  developerUsersOf,
  loginsOf,
  referencesOf,
  withReference,
} from './history.ts'

/**
 * Shortens a history as long as the same cause shows. fast-check's own shrinking would play histories one after another and does not know
 * which call refers to which; here a step is taken out with what depends on it, and slices around the last call are tried first, so that a
 * few short playings suffice.
 * @param shows plays a candidate; answers what of it was played up to the same cause, or nothing where that does not show
 * @param isOver whether no more candidates shall be played
 */
export async function shrink(
  history: History,
  shows: (candidate: History) => Promise<History | undefined>,
  isOver: () => boolean,
): Promise<History> {
  let best = history
  const accept = async (steps: Step[]): Promise<boolean> => {
    if (isOver()) return false
    const found = await shows({ steps })
    if (found === undefined || sizeOf(found) > sizeOf(best)) return false
    best = found
    return true
  }
  for (const slice of slicesOf(best.steps)) if (slice.length < best.steps.length && (await accept(slice))) break
  let before: History
  do {
    before = best
    await removeSteps(() => best.steps, accept)
    // What is simpler may need fewer steps.
    await firstAccepted(simplerOnes, () => best.steps, accept)
    await firstAccepted(joinedOnes, () => best.steps, accept)
  } while (best !== before && !isOver())
  return best
}

/** Goes on from each candidate that is accepted, until none is. */
async function firstAccepted(
  candidates: (steps: readonly Step[]) => Iterable<Step[]>,
  current: () => Step[],
  accept: (steps: Step[]) => Promise<boolean>,
): Promise<void> {
  let isAccepted = true
  while (isAccepted) {
    isAccepted = false
    for (const steps of candidates(current())) {
      isAccepted = await accept(steps)
      if (isAccepted) break
    }
  }
}

/** First by the number of calls, then by what stands in them. */
function sizeOf({ steps }: History): number {
  return actsOf(steps).length * 10_000 + JSON.stringify(steps).length
}

/** Takes out halves, quarters, …, single steps; what refers to a step that is gone cannot be played and falls out by itself. */
async function removeSteps(current: () => Step[], accept: (steps: Step[]) => Promise<boolean>): Promise<void> {
  let size = Math.max(1, current().length >> 1)
  for (;;) {
    let isShorter = false
    // From the end, where the calls stand that the last one is about; the last one itself stays.
    for (let end = current().length - 1; end > 0; end -= size) {
      const steps = current()
      if (end > steps.length - 1) continue
      const kept = [...steps.slice(0, Math.max(0, end - size)), ...steps.slice(end)]
      if (kept.length < steps.length && (await accept(kept))) isShorter = true
    }
    if (size === 1 && !isShorter) return
    if (size > 1) size >>= 1
  }
}

/** Ever wider slices: the last step with what it refers to, then with steps that share an identity or a login with those, and so on. */
function slicesOf(steps: readonly Step[]): Step[][] {
  const last = steps.at(-1)
  if (last === undefined) return []
  const slices: Step[][] = []
  let kept = new Set([last])
  for (let depth = 0; depth < 4; depth += 1) {
    const wider = new Set(withReferences(steps, kept))
    const slice = steps.filter((step) => wider.has(step))
    if (slice.length !== slices.at(-1)?.length) slices.push(slice)
    const topics = new Set(slice.flatMap((step) => topicsOf(step)))
    kept = new Set(steps.filter((step) => wider.has(step) || topicsOf(step).some((topic) => topics.has(topic))))
  }
  return slices
}

function withReferences(steps: readonly Step[], wanted: ReadonlySet<Step>): Step[] {
  const needed = new Set<number>()
  return steps
    .toReversed()
    .filter((step) => {
      const acts = actsOf([step])
      if (!wanted.has(step) && !acts.some(({ n }) => needed.has(n))) return false
      for (const act of acts) for (const reference of referencesOf(act)) needed.add(reference)
      return true
    })
    .toReversed()
}

/** Identities and logins that the step is about; all steps are about their pool. */
function topicsOf(step: Step): string[] {
  return actsOf([step]).flatMap((act) => [
    ...loginsOf(act).map(({ provider, user }) => `${provider} ${user}`),
    ...developerUsersOf(act).map((user) => `dev ${user}`),
    ...('identity' in act ? [`${act.identity}`] : []),
    ...('identities' in act ? act.identities.map(String) : []),
    `${act.n}`,
  ])
}

/** Histories without one step, for which another one stands in: it is referred to instead, or offers the logins of both. */
function* joinedOnes(steps: readonly Step[]): Generator<Step[]> {
  for (const [index, gone] of steps.entries()) {
    if (gone.call === 'together') continue
    const rest = steps.filter((step) => step !== gone)
    const isMeant = (step: Step): boolean => actsOf([step]).some((act) => referencesOf(act).includes(gone.n))
    const firstMeant = steps.findIndex(isMeant)
    const makesPool = gone.call === 'CreateIdentityPool'
    for (const heir of steps.slice(0, Math.max(0, firstMeant))) {
      if (heir === gone || (heir.call === 'CreateIdentityPool') !== makesPool) continue
      yield rest.map((step) => referringTo(step, gone.n, heir.n))
    }
    if (!('logins' in gone) || gone.logins.length === 0) continue
    for (const heir of steps.slice(0, index)) {
      if (!('logins' in heir)) continue
      const logins = [...heir.logins, ...gone.logins.filter(({ provider }) => !offers(heir, provider))]
      if (logins.length === heir.logins.length) continue
      yield rest.map((step) => (step === heir ? { ...heir, logins } : referringTo(step, gone.n, heir.n)))
    }
  }
}

const offers = (act: Act, provider: LoginName['provider']): boolean =>
  loginsOf(act).some((login) => login.provider === provider)

/** The step with references to `to` in the place of those to `from`. */
function referringTo(step: Step, from: number, to: number): Step {
  if (step.call === 'together') {
    return { ...step, steps: step.steps.map((act) => ({ ...withReference(act, from, to), n: act.n })) }
  }
  return { ...withReference(step, from, to), n: step.n }
}

/** Histories that differ in one step, which is simpler. */
function* simplerOnes(steps: readonly Step[]): Generator<Step[]> {
  for (const [index, step] of steps.entries()) {
    for (const simpler of simplerSteps(step)) yield steps.with(index, simpler)
  }
}

function* simplerSteps(step: Step): Generator<Step> {
  if (step.call === 'together') {
    if (step.steps.length > 2) {
      for (const gone of step.steps) yield { ...step, steps: step.steps.filter((one) => one !== gone) }
    }
    return
  }
  for (const act of simplerActs(step)) yield { ...act, n: step.n }
}

function* simplerActs(act: Act): Generator<Act> {
  if (act.call === 'CreateIdentityPool') {
    for (const shape of simplerShapes(act.shape)) yield { ...act, shape }
  }
  if ('logins' in act) {
    if (act.logins.length > 1)
      for (const gone of act.logins) yield { ...act, logins: act.logins.filter((one) => one !== gone) }
    for (const [index, { token, ...login }] of act.logins.entries()) {
      if (token !== undefined) yield { ...act, logins: act.logins.with(index, login) }
    }
  }
  if (act.call === 'UnlinkIdentity' && act.remove.length > 1) {
    for (const gone of act.remove) yield { ...act, remove: act.remove.filter((one) => one !== gone) }
  }
  // Needs no role.
  if (act.call === 'GetCredentialsForIdentity') yield { ...act, call: 'GetOpenIdToken' }
  if (act.call === 'DeleteIdentities' && act.identities.length > 1) {
    for (const identity of act.identities) yield { ...act, identities: [identity] }
  }
  if ('pageSize' in act) {
    const { pageSize: _, ...whole } = act
    yield whole
  }
  if (act.call === 'GetOpenIdTokenForDeveloperIdentity' && act.identity !== undefined) {
    const { identity: _, ...unnamed } = act
    yield unnamed
  }
}

function* simplerShapes(shape: PoolShape): Generator<PoolShape> {
  const { classicFlow, ...unset } = shape
  if (classicFlow !== undefined) yield unset
  if (shape.developer) yield { ...shape, developer: false }
  for (const provider of shape.providers) {
    yield { ...shape, providers: shape.providers.filter((one) => one !== provider) }
  }
  if (!shape.guests) yield { ...shape, guests: true }
}
