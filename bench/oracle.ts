// Steps of the oracle in a second of processor time, on random histories whose answers take every way that evidence leaves open. The goal is 200,000.
// Usage: npx node bench/oracle.ts
import { imagineTarget } from '../harness/oracle/imagining.ts'
import { type OracleAnswer, type OracleCall, type Worlds, noHistory, sizeOf, step } from '../harness/oracle/index.ts'
import { type Cast, randomCall, randomSettings, remember, seeded } from '../harness/oracle/random-calls.ts'

interface Entry {
  call: OracleCall
  answer: OracleAnswer
}

/** A history of so many calls in two pools, and how many worlds it left at most. */
function history(seed: number, length: number, silence: number): { entries: Entry[]; most: number } {
  const random = seeded(seed)
  let made = 0
  const target = imagineTarget(
    random,
    () => `us-east-1:00000000-0000-4000-9000-${String((made += 1)).padStart(12, '0')}`,
  )
  const cast: Cast = {
    pools: [],
    identities: [],
    providers: ['a.example', 'b.example', 'c.example'],
    developer: 'login.developer.example',
    users: ['ann', 'bob', 'cleo', 'dora', 'emil'],
    held: new Map(),
  }
  const entries: Entry[] = []
  let worlds: Worlds = noHistory()
  let most = 1
  for (let index = 0; index < length; index += 1) {
    const call: OracleCall =
      index < 2 ? { operation: 'CreateIdentityPool', settings: randomSettings(random, cast) } : randomCall(random, cast)
    const said = target(call)
    const answer: OracleAnswer = index >= 2 && random() < silence ? { kind: 'silent' } : said
    const result = step(worlds, call, answer)
    if (result.kind === 'violation') throw new Error(`seed ${seed}, call ${index}: ${JSON.stringify(result.violation)}`)
    worlds = result.worlds
    most = Math.max(most, sizeOf(worlds))
    remember(cast, call, answer)
    entries.push({ call, answer })
  }
  return { entries, most }
}

function replay(histories: readonly Entry[][]): number {
  let steps = 0
  for (const entries of histories) {
    let worlds = noHistory()
    for (const { call, answer } of entries) {
      const result = step(worlds, call, answer)
      if (result.kind === 'permitted') worlds = result.worlds
      steps += 1
    }
  }
  return steps
}

function measure(name: string, count: number, length: number, silence: number): void {
  const made = Array.from({ length: count }, (_, seed) => history(seed + 1, length, silence))
  const histories = made.map(({ entries }) => entries)
  replay(histories)
  const rates = Array.from({ length: 5 }, () => {
    const from = process.cpuUsage()
    const steps = replay(histories)
    const { user, system } = process.cpuUsage(from)
    return steps / ((user + system) / 1e6)
  })
  const median = rates.toSorted((one, other) => one - other)[2] ?? 0
  const most = Math.max(...made.map((one) => one.most))
  console.log(
    `${name}: ${Math.round(median).toLocaleString('en')} steps/s (median of 5), at most ${most} worlds in ${count} histories of ${length} calls`,
  )
}

measure('random histories', 1000, 40, 0)
measure('one answer in twenty missing', 500, 40, 0.05)
measure('long histories', 20, 2000, 0)
