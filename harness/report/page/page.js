// @ts-check
// The page's script: the table of all checks, its filter, the state in the URL, and copy buttons. Texts are set as text
// only, never as markup.
;(() => {
  const pageSize = 30
  const marks = {
    pass: '✓ pass',
    fail: '✗ fail',
    observed: '· observed',
    indeterminate: '? indeterminate',
    'not-implemented': '– not implemented',
    'not-applicable': '· not applicable',
    untestable: '? untestable',
    'harness-error': '! suite error',
  }
  const states = {
    known: 'known',
    expired: 'expired in the baseline',
    different: 'otherwise than in the baseline',
    stale: 'stale in the baseline',
    missing: 'missing since the baseline',
  }
  const byId = (id) => document.getElementById(id)
  const data = JSON.parse(byId('data').textContent)
  const rows = data.rows.map((row) => ({ ...row, text: searchText(row) }))
  const input = byId('query')
  const body = byId('rows')
  const more = byId('more')
  let found = rows
  let shown = 0

  function searchText(row) {
    const said = row.outcomes.flatMap((one) =>
      one === null
        ? []
        : [
            one.said === undefined ? '' : data.texts[one.said],
            ...(one.failure === undefined ? [] : [data.texts[one.failure.got], data.texts[one.failure.at]]),
          ],
    )
    return [row.id, data.sentences[row.requirement], ...said].join('\n').toLowerCase()
  }

  function isMatch(row, words, target) {
    const outcomes = row.outcomes.filter((one, index) => one !== null && (target === null || target(index)))
    const verdicts = outcomes.map((one) => one.verdict)
    const isJudged = verdicts.some((verdict) => verdict === 'pass' || verdict === 'fail')
    return words.every(({ key, value, not }) => {
      const holds = () => {
        if (key === 'level') return row.level.toLowerCase() === value
        if (key === 'verdict') return verdicts.includes(value)
        if (key === 'topic') return row.topic === value
        if (key === 'kind') return row.kind === value
        if (key === 'is') {
          if (value === 'judged') return isJudged
          if (value === 'unjudged') return !isJudged
          if (value === 'new') return outcomes.some((one) => one.verdict === 'fail' && one.known?.state !== 'known')
          if (Object.hasOwn(states, value) && value !== 'different')
            return outcomes.some((one) => one.known?.state === value)
          if (value === 'different') return new Set(row.outcomes.flatMap((one) => one?.verdict ?? [])).size > 1
          return false
        }
        return row.text.includes(value)
      }
      return holds() !== not
    })
  }

  function parse(query) {
    const words = query
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '' && word !== '-')
      .map((word) => {
        const not = word.startsWith('-')
        const plain = not ? word.slice(1) : word
        const [, key, value] = /^(level|verdict|topic|kind|is|target):(.+)$/.exec(plain) ?? []
        return key === undefined ? { key: 'text', value: plain, not } : { key, value, not }
      })
    const targets = words.filter(({ key }) => key === 'target')
    const isTarget = (index) =>
      targets.every(({ value, not }) => data.targets[index].toLowerCase().includes(value) !== not)
    return { words: words.filter(({ key }) => key !== 'target'), target: targets.length === 0 ? null : isTarget }
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name)
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
    made.append(...children)
    return made
  }

  function draw(row) {
    const button = element('button', { type: 'button', 'aria-expanded': 'false' }, row.id)
    const line = element('tr', {}, element('th', { scope: 'row' }, button), element('td', {}, row.level))
    for (const one of row.outcomes) {
      const verdict = one?.verdict ?? 'none'
      const listed = one?.known === undefined ? '' : `, ${states[one.known.state]}`
      const words = one === null ? 'not run' : `${marks[verdict] ?? verdict}${listed}`
      line.append(element('td', { class: `v-${verdict}` }, words))
    }
    button.addEventListener('click', () => toggle(row, button, line))
    return line
  }

  function toggle(row, button, line) {
    const isOpen = button.getAttribute('aria-expanded') === 'true'
    button.setAttribute('aria-expanded', String(!isOpen))
    if (isOpen) line.nextSibling?.remove()
    else line.after(element('tr', { class: 'more' }, describe(row)))
  }

  function describe(row) {
    const cell = element('td', { colspan: String(2 + row.outcomes.length) })
    cell.append(element('p', {}, data.sentences[row.requirement]))
    row.outcomes.forEach((one, index) => {
      if (one === null) return
      const facts = [[data.targets[index], marks[one.verdict] ?? one.verdict]]
      if (one.said !== undefined) facts.push(['because', data.texts[one.said]])
      if (one.known !== undefined) facts.push([states[one.known.state], data.texts[one.known.reason]])
      const { failure } = one
      if (failure !== undefined) {
        for (const name of ['expected', 'got', 'at']) facts.push([name, data.texts[failure[name]]])
        const seed = failure.seed === undefined ? '' : ` --seed ${failure.seed}`
        facts.push(['again', `${data.commands[index]}${row.id}${seed}`])
        if (failure.reproduced !== undefined) facts.push(['reproduced', failure.reproduced])
      }
      const terms = facts.map(([name, value]) =>
        element('div', {}, element('dt', {}, name), element('dd', { class: name }, value)),
      )
      cell.append(element('dl', { class: 'difference' }, ...terms))
      if (failure !== undefined) cell.append(...drawExchanges(failure))
    })
    return cell
  }

  function drawExchanges({ exchanges }) {
    if (exchanges === undefined) return [element('p', { class: 'hint' }, 'The exchanges are in results.json.')]
    return exchanges.map((text) => element('pre', { tabindex: '0' }, text))
  }

  for (const details of document.querySelectorAll('details[data-exchanges]')) {
    const fill = () => {
      const row = rows.find(({ id }) => id === details.dataset.exchanges)
      const failure = row?.outcomes[Number(details.dataset.target)]?.failure
      if (failure !== undefined) details.append(...drawExchanges(failure))
    }
    details.addEventListener('toggle', fill, { once: true })
  }

  function drawMore() {
    body.append(...found.slice(shown, shown + pageSize).map(draw))
    shown = Math.min(shown + pageSize, found.length)
    more.hidden = shown >= found.length
  }

  function filter() {
    const { words, target } = parse(input.value)
    found = rows.filter((row) => isMatch(row, words, target))
    shown = 0
    body.replaceChildren()
    drawMore()
    byId('count').textContent = `${found.length} of ${rows.length} checks`
  }

  function writeHash() {
    const fragment = input.value === '' ? location.pathname + location.search : `#q=${encodeURIComponent(input.value)}`
    history.replaceState(null, '', fragment)
  }

  /** The fragment without a leading `q=` is an ordinary anchor. */
  function readHash() {
    const [, query] = /^#q=(.*)$/.exec(location.hash) ?? []
    if (query === undefined) return false
    try {
      input.value = decodeURIComponent(query)
    } catch {
      input.value = query
    }
    return true
  }

  // Changing the address costs more than the filter, so it waits until the typing pauses; a link followed meanwhile stays.
  let pause
  input.addEventListener('input', () => {
    filter()
    clearTimeout(pause)
    const { hash } = location
    pause = setTimeout(() => {
      if (location.hash === hash) writeHash()
    }, 200)
  })
  more.addEventListener('click', drawMore)
  addEventListener('hashchange', () => {
    if (!readHash()) return
    filter()
    byId('checks').scrollIntoView()
    input.focus({ preventScroll: true })
    if (found.length === 1) body.querySelector('button')?.click()
  })
  addEventListener('beforeprint', () => {
    for (const card of document.querySelectorAll('details.card')) card.open = true
  })
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-copy]') : null
    if (button === null) return
    const label = button.dataset.label ?? button.textContent
    button.dataset.label = label
    const texts = button.dataset.copy.split(' ').map((id) => byId(id).textContent)
    void copy(texts.join('')).then((isDone) => {
      button.textContent = isDone ? 'Copied' : 'Copying failed'
      setTimeout(() => (button.textContent = label), 1500)
    })
  })

  /** Pages from a disk have no clipboard API in some browsers. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch {
      const area = element('textarea', { 'aria-hidden': 'true' })
      area.value = text
      document.body.append(area)
      area.select()
      const isDone = document.execCommand('copy')
      area.remove()
      return isDone
    }
  }

  const isLinked = readHash()
  if (!isLinked && data.targets.length > 1) input.value = 'is:different'
  else if (!isLinked && rows.some((row) => row.outcomes.some((one) => one?.verdict === 'fail')))
    input.value = rows.some((row) => row.outcomes.some((one) => one?.known !== undefined)) ? 'is:new' : 'verdict:fail'
  filter()
  if (isLinked && found.length === 1) body.querySelector('button')?.click()
})()
