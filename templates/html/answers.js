// Answers: read from an exercise, written into it, and what `Scoring` takes for them.
(function (root) {
  'use strict'

  const { Ordering, Pointing } = root
  const { find, all } = root.Elements

  const whole = (value) => value === '' ? null : Number(value)
  const fields = {
    single: {
      read: (element) => whole(find(element, '.choices input:checked')?.value ?? ''),
      write: (element, given) => all(element, '.choices input').forEach((each) => { each.checked = Number(each.value) === given }),
      empty: (given) => given === null
    },
    several: {
      read: (element) => all(element, '.choices input:checked').map((each) => Number(each.value)).sort((a, b) => a - b),
      write: (element, given) => all(element, '.choices input').forEach((each) => { each.checked = given.includes(Number(each.value)) }),
      empty: () => false
    },
    line: {
      read: (element) => find(element, '.line input').value,
      write: (element, given) => { find(element, '.line input').value = given },
      empty: (given) => !given.trim()
    },
    gaps: {
      read: (element) => all(element, '.gap').map((gap) => {
        const menu = find(gap, 'select')
        return menu ? whole(menu.value) : find(gap, 'input').value
      }),
      write: (element, given) => all(element, '.gap').forEach((gap, at) => { find(gap, 'select, input').value = given[at] ?? '' }),
      empty: (given) => given.every((each) => each === null || each === '')
    },
    rows: {
      read: (element) => all(element, '.row[data-row] select').map((menu) => whole(menu.value)),
      write: (element, given) => all(element, '.row[data-row] select').forEach((menu, at) => { menu.value = given[at] ?? '' }),
      empty: (given) => given.every((each) => each === null)
    },
    items: {
      read: (element) => all(element, '.item').map((item) => Number(item.dataset.item)),
      write: (element, given) => {
        const list = find(element, '.item-list')
        given.forEach((place) => list.append(find(list, `[data-item="${place}"]`)))
        Ordering.edges(element)
      },
      empty: () => false
    },
    point: {
      read: (element) => { const { x, y } = find(element, '.picture').dataset; return x === undefined ? null : [x, y] },
      write: (element, given) => { if (given) Pointing.mark(element, Number(given[0]), Number(given[1])) },
      empty: (given) => given === null
    },
    text: {
      read: (element) => [find(element, 'textarea')?.value ?? '', find(element, '.self-marks input').value],
      write: (element, given) => {
        const area = find(element, 'textarea')
        if (area) area.value = given[0]
        find(element, '.self-marks input').value = given[1]
      },
      empty: () => false
    }
  }
  const OF = {
    'multiple-choice': fields.single, 'true-false': fields.single, 'multiple-response': fields.several,
    'short-answer': fields.line, numerical: fields.line, cloze: fields.gaps, matching: fields.rows,
    categorize: fields.rows, ordering: fields.items, hotspot: fields.point, essay: fields.text, 'file-upload': fields.text
  }
  const fieldOf = (element) => OF[element.dataset.type]

  // What was given, in places of the source: what `Scoring.score` takes.
  function response (key, given) {
    if (key.type === 'ordering') return given.map((place) => key.items[place])
    if (key.type !== 'matching' && key.type !== 'categorize') return given
    const found = key.right.map(() => null)
    given.forEach((option, row) => { found[key.rows[row]] = option === null ? null : key.options[option] })
    return found
  }

  root.Answers = { fieldOf, response }
})(globalThis)
