import { type QualityFigures, mutatedInWords } from '../../harness/report/index.ts'
import { type Excuses, limits } from './matrix.ts'

const number = new Intl.NumberFormat('en')
const count = (value: number): string => number.format(value)
const percent = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(1)}%`
const notMeasured = 'Not measured.'

/** docs/quality.md: every figure with the command that measures it again. */
export function renderQualityPage(figures: QualityFigures, excuses: Excuses): string {
  const sections: [title: string, command: string, text: string][] = [
    ['Does it catch what is wrong?', 'npm run selfcheck:faults', faultsText(figures.faults, excuses)],
    ['Can anybody see it again?', 'npm run selfcheck:repros', reprosText(figures.repros)],
    ['Does it cry wolf?', 'npm run selfcheck:variation -- --count 200', variationText(figures.variation)],
    ['Does anything pass by accident?', 'npm run selfcheck:degenerate', degenerateText(figures.degenerate)],
    ['Does it say the same twice?', 'npm run selfcheck:flakes -- --count 100', flakesText(figures.flakes)],
    ['Would a slip in the rules be seen?', 'npm run selfcheck:mutation', mutationText(figures.mutation)],
    ['How much of it do its own tests try?', 'npm run coverage', branchesText(figures.branches)],
    ['What does a run cost?', 'npm start', runText(figures.run)],
  ]
  return [
    '# The quality of the suite itself',
    '',
    `A conformance suite is worth what its own error rate is worth. The latest of these figures is of ${figures.measuredOn}; each section has the`,
    'command that measures it again, and `npm run quality` writes this page from what they left. Reports show the same figures.',
    '',
    ...sections.flatMap(([title, command, text]) => [`## ${title}`, '', '```sh', command, '```', '', text, '']),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n')
}

function faultsText(figures: QualityFigures['faults'], excuses: Excuses): string {
  if (figures === null) return notMeasured
  const { byKind } = figures
  const kinds = Object.entries(byKind)
    .toSorted((a, b) => b[1] - a[1])
    .map(([kind, times]) => `| ${kind} | ${count(times)} |`)
  const twins =
    figures.alike === 0
      ? 'No two of them fail under exactly the same faults: each judges something of its own.'
      : `${count(figures.alike)} of them fail under exactly the same faults as another.`
  const reasons = Object.entries(excuses).map(([pattern, reason]) => `- \`${pattern}\`: ${reason}`)
  return [
    `The suite was run against the reference under each of ${count(figures.faults)} seeded faults (at least ${limits.faults}). It caught`,
    `${count(figures.caught)} of them: a check fails that cites the requirement which the fault breaks, by a judgement and not by a crash or a`,
    `time-out. Under the median fault ${count(figures.medianFailingChecks)} checks of ${count(figures.medianFailingRequirements)} requirements fail.`,
    `${count(figures.gross)} faults are gross (at most ${limits.gross}): under them more than a tenth of all checks fail.`,
    '',
    '| what the fault changes | faults |',
    '| --- | --- |',
    ...kinds,
    '',
    `Of ${count(figures.checks)} judged checks, ${count(figures.killed)} (${percent(figures.killed, figures.checks)}) fail under at least one fault in`,
    `their own rule, ${count(figures.excused)} are listed here with the reason why none makes them fail, and for ${count(figures.checks - figures.killed - figures.excused)} a fault is`,
    `still missing. ${twins}`,
    '`npm run selfcheck:faults -- --report` names what falls short.',
    ...(reasons.length === 0 ? [] : ['', ...reasons]),
    '',
    'Checks that call no operation which a fault alters are not run under it (`--all` runs them too): they would judge the sound reference once',
    'more. Laws run under faults of the rules on state. What no check of its own caught among all others, as leaks between pools may hide, is',
    'judged once more by these checks alone. `--shard i/n` spreads the work over machines, `--only-breaks` runs only the checks of what a fault breaks.',
  ].join('\n')
}

function reprosText(figures: QualityFigures['repros']): string {
  if (figures === null) return notMeasured
  const { failures, shown, person, notShown, noProgram, wrong } = figures
  return [
    `${count(failures)} failures under ${count(figures.faults)} seeded faults (at most three of one fault) were shown again by the scripts of their repros,`,
    `on the reference with that fault and on the sound one. ${count(shown)} (${percent(shown, failures)}) deviate on the first alone, ${count(person)} leave the judgement to`,
    `a person, ${count(notShown)} do not show what hangs on other calls of the run, ${count(noProgram)} have no program, as time passes or a request is too large.`,
    `${count(wrong)} deviate on the sound reference, too.`,
  ].join('\n')
}

function variationText(figures: QualityFigures['variation']): string {
  if (figures === null) return notMeasured
  return [
    `${count(figures.variations)} permitted variations of the reference (open behaviour, wording, forms of tokens and timestamps, order and size of`,
    `pages, extra members, chunks, latency, clocks, …) in ${count(figures.combinations)} random combinations: ${count(figures.judged)} judgements,`,
    `${count(figures.falseAlarms)} of them false alarms. A SHOULD may fail where its evidence speaks against the variation, a MUST never.`,
    '',
    'Nor does a check fail where one request or answer in 31 gets lost, or is a throttle, from the first check to the last: `scripts/lossy.e2e.ts` runs with',
    'every change. Only a connection that is cut cannot be told from one that is not kept open (`wire/keep-alive`).',
  ].join('\n')
}

function degenerateText(figures: QualityFigures['degenerate']): string {
  if (figures === null) return notMeasured
  return [
    `On ${count(figures.targets)} targets of which nothing is right (always one answer, HTML, random bytes, echo, silence, another service, …)`,
    `${count(figures.passingMust)} MUST checks pass. The longest of these runs took ${(figures.longestMs / 1000).toFixed(1)} s; each says its cause in one sentence.`,
  ].join('\n')
}

/** What the checks said that ended differently; read by a person. */
const explanations: Readonly<Record<string, string>> = {
  moto: 'it answers HTTP 500 to ListIdentityPools while pools come and go, and on a busy machine some calls had no answer in time.',
  ministack:
    'it answers HTTP 500 ("dictionary changed size during iteration") now and then where calls come at once, and its pages of pools repeat entries while pools come and go.',
}

function flakesText(figures: QualityFigures['flakes']): string {
  if (figures.length === 0) return notMeasured
  return [
    'Full runs in random order, with 1, 4 and 16 checks at once; the reference also slow, with a wrong clock, and with one that steps.',
    '',
    '| target | runs | checks | that ended differently |',
    '| --- | --- | --- | --- |',
    ...figures.map((one) => `| ${one.target} | ${count(one.runs)} | ${count(one.checks)} | ${count(one.flakes)} |`),
    '',
    ...figures.flatMap(({ target, flakes }) => {
      const why = flakes === 0 ? undefined : explanations[target]
      return why === undefined ? [] : [`- ${target}: ${why}`]
    }),
  ]
    .join('\n')
    .trimEnd()
}

function mutationText(figures: QualityFigures['mutation']): string {
  if (figures.length === 0) return notMeasured
  const isAllRead = figures.every(({ survived, argued }) => argued === survived)
  const told = isAllRead ? 'them' : 'those with an argument; the others are not read yet'
  return [
    'StrykerJS changes one thing at a time; the suites and the own tests of the rules judge the mutants of the reference, the own tests of oracle and',
    `laws those of the oracle. Survivors are read one by one: scripts/selfcheck/argued-mutants.ts says why nobody can tell ${told}.`,
    '',
    '| mutated | files | mutants | killed | survived, with an argument |',
    '| --- | --- | --- | --- | --- |',
    ...figures.map(
      ({ subject, files, killed, survived, argued }) =>
        `| ${mutatedInWords[subject] ?? subject} | ${count(files)} | ${count(killed + survived)} | ${count(killed)} (${percent(killed, killed + survived)}) | ${count(argued)} of ${count(survived)} |`,
    ),
  ].join('\n')
}

function branchesText(share: QualityFigures['branches']): string {
  if (share === null) return notMeasured
  return `The project's own tests take ${percent(share, 1)} of the branches of oracle, verdicts, baselines, comparison, clustering, redaction, journal and parsers.`
}

function runText(figures: QualityFigures['run']): string {
  if (figures === null) return notMeasured
  const { checks, requests, durationMs } = figures
  return [
    `${count(checks)} checks make ${count(requests)} requests (${(requests / checks).toFixed(1)} for each check) in ${(durationMs / 1000).toFixed(1)} s on the embedded`,
    'reference. `npm run bench` compares that with a bare replay of the same requests.',
  ].join('\n')
}
