// The scoring rules of the source format, exact: what `exporter.scoring` says, said once more for the browser.
// A score is a fraction {n, d} of whole numbers (BigInt), from 0 to 1.
(function (root) {
  'use strict'

  // --- fractions ---

  function gcd (a, b) {
    if (a < 0n) a = -a
    while (b) [a, b] = [b, a % b]
    return a
  }

  function frac (n, d = 1n) {
    n = BigInt(n)
    d = BigInt(d)
    if (d < 0n) [n, d] = [-n, -d]
    const common = gcd(n, d) || 1n
    return { n: n / common, d: d / common }
  }

  const ZERO = frac(0)
  const ONE = frac(1)
  const plus = (a, b) => frac(a.n * b.d + b.n * a.d, a.d * b.d)
  const minus = (a, b) => frac(a.n * b.d - b.n * a.d, a.d * b.d)
  const times = (a, b) => frac(a.n * b.n, a.d * b.d)
  const over = (a, b) => frac(a.n * b.d, a.d * b.n)
  const compare = (a, b) => { const left = a.n * b.d; const right = b.n * a.d; return left < right ? -1 : left > right ? 1 : 0 }
  const kept = (value) => compare(value, ZERO) < 0 ? ZERO : compare(value, ONE) > 0 ? ONE : value
  const sum = (values) => values.reduce(plus, ZERO)
  const text = (value) => value.d === 1n ? String(value.n) : `${value.n}/${value.d}`

  // Reads what the key holds: `12.5`, `-3`, `1/3`.
  function exact (written) {
    const [above, below] = String(written).split('/')
    if (below !== undefined) return frac(BigInt(above), BigInt(below))
    const [whole, rest = ''] = above.split('.')
    return frac(BigInt(whole + rest), 10n ** BigInt(rest.length))
  }

  // --- numbers and words as learners type them ---

  const BLANKS = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+'
  const ENDS = new RegExp(`^${BLANKS}|${BLANKS}$`, 'g')
  const strip = (typed) => typed.replace(ENDS, '')
  const DIGIT = /\p{Nd}/u
  const NUMBER = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/
  const FAR = 5000 // a power of ten beyond any bound that somebody writes

  // A digit of any script as 0 to 9: they stand in runs of ten.
  function digit (sign) {
    let before = 0
    for (let code = sign.codePointAt(0) - 1; code >= 0 && DIGIT.test(String.fromCodePoint(code)); code -= 1) before += 1
    return String(before % 10)
  }

  // The number typed as a fraction, or null where it is none.
  function number (typed) {
    const plain = strip(strip(typed).replace(/−/g, '-')).replace(/_/g, '').replace(/\p{Nd}/gu, (sign) => sign >= '0' && sign <= '9' ? sign : digit(sign))
    const found = NUMBER.exec(plain)
    if (!found) return null
    const [, sign, whole, rest = '', power = '0'] = found
    if (!whole && !rest) return null
    const value = BigInt(whole + rest) * (sign === '-' ? -1n : 1n)
    if (value === 0n) return ZERO
    let shift = Number(power) - rest.length
    shift = Math.max(-FAR - plain.length, Math.min(FAR + plain.length, shift))
    return shift < 0 ? frac(value, 10n ** BigInt(-shift)) : frac(value * 10n ** BigInt(shift))
  }

  // Where folding case is more than lower case; Cherokee apart.
  const FOLDS = new Map([
    '\u00b5\u03bc \u00dfss \u0149\u02bcn \u017fs \u01f0j\u030c \u0345\u03b9 \u0390\u03b9\u0308\u0301',
    '\u03b0\u03c5\u0308\u0301 \u03c2\u03c3 \u03d0\u03b2 \u03d1\u03b8 \u03d5\u03c6 \u03d6\u03c0',
    '\u03f0\u03ba \u03f1\u03c1 \u03f5\u03b5 \u0587\u0565\u0582 \u1c80\u0432 \u1c81\u0434 \u1c82\u043e',
    '\u1c83\u0441 \u1c84\u0442 \u1c85\u0442 \u1c86\u044a \u1c87\u0463 \u1c88\ua64b \u1e96h\u0331',
    '\u1e97t\u0308 \u1e98w\u030a \u1e99y\u030a \u1e9aa\u02be \u1e9b\u1e61 \u1e9ess \u1f50\u03c5\u0313',
    '\u1f52\u03c5\u0313\u0300 \u1f54\u03c5\u0313\u0301 \u1f56\u03c5\u0313\u0342 \u1f80\u1f00\u03b9',
    '\u1f81\u1f01\u03b9 \u1f82\u1f02\u03b9 \u1f83\u1f03\u03b9 \u1f84\u1f04\u03b9 \u1f85\u1f05\u03b9',
    '\u1f86\u1f06\u03b9 \u1f87\u1f07\u03b9 \u1f88\u1f00\u03b9 \u1f89\u1f01\u03b9 \u1f8a\u1f02\u03b9',
    '\u1f8b\u1f03\u03b9 \u1f8c\u1f04\u03b9 \u1f8d\u1f05\u03b9 \u1f8e\u1f06\u03b9 \u1f8f\u1f07\u03b9',
    '\u1f90\u1f20\u03b9 \u1f91\u1f21\u03b9 \u1f92\u1f22\u03b9 \u1f93\u1f23\u03b9 \u1f94\u1f24\u03b9',
    '\u1f95\u1f25\u03b9 \u1f96\u1f26\u03b9 \u1f97\u1f27\u03b9 \u1f98\u1f20\u03b9 \u1f99\u1f21\u03b9',
    '\u1f9a\u1f22\u03b9 \u1f9b\u1f23\u03b9 \u1f9c\u1f24\u03b9 \u1f9d\u1f25\u03b9 \u1f9e\u1f26\u03b9',
    '\u1f9f\u1f27\u03b9 \u1fa0\u1f60\u03b9 \u1fa1\u1f61\u03b9 \u1fa2\u1f62\u03b9 \u1fa3\u1f63\u03b9',
    '\u1fa4\u1f64\u03b9 \u1fa5\u1f65\u03b9 \u1fa6\u1f66\u03b9 \u1fa7\u1f67\u03b9 \u1fa8\u1f60\u03b9',
    '\u1fa9\u1f61\u03b9 \u1faa\u1f62\u03b9 \u1fab\u1f63\u03b9 \u1fac\u1f64\u03b9 \u1fad\u1f65\u03b9',
    '\u1fae\u1f66\u03b9 \u1faf\u1f67\u03b9 \u1fb2\u1f70\u03b9 \u1fb3\u03b1\u03b9 \u1fb4\u03ac\u03b9',
    '\u1fb6\u03b1\u0342 \u1fb7\u03b1\u0342\u03b9 \u1fbc\u03b1\u03b9 \u1fbe\u03b9 \u1fc2\u1f74\u03b9',
    '\u1fc3\u03b7\u03b9 \u1fc4\u03ae\u03b9 \u1fc6\u03b7\u0342 \u1fc7\u03b7\u0342\u03b9 \u1fcc\u03b7\u03b9',
    '\u1fd2\u03b9\u0308\u0300 \u1fd3\u03b9\u0308\u0301 \u1fd6\u03b9\u0342 \u1fd7\u03b9\u0308\u0342',
    '\u1fe2\u03c5\u0308\u0300 \u1fe3\u03c5\u0308\u0301 \u1fe4\u03c1\u0313 \u1fe6\u03c5\u0342',
    '\u1fe7\u03c5\u0308\u0342 \u1ff2\u1f7c\u03b9 \u1ff3\u03c9\u03b9 \u1ff4\u03ce\u03b9 \u1ff6\u03c9\u0342',
    '\u1ff7\u03c9\u0342\u03b9 \u1ffc\u03c9\u03b9 \ufb00ff \ufb01fi \ufb02fl \ufb03ffi \ufb04ffl \ufb05st',
    '\ufb06st \ufb13\u0574\u0576 \ufb14\u0574\u0565 \ufb15\u0574\u056b \ufb16\u057e\u0576',
    '\ufb17\u0574\u056d'
  ].join(' ').split(' ').map((each) => { const [sign, ...folded] = each; return [sign, folded.join('')] }))

  function foldSign (sign) {
    const folded = FOLDS.get(sign)
    if (folded !== undefined) return folded
    const code = sign.codePointAt(0)
    if (code >= 0x13a0 && code <= 0x13f5) return sign
    if (code >= 0x13f8 && code <= 0x13fd) return String.fromCodePoint(code - 8)
    if (code >= 0xab70 && code <= 0xabbf) return String.fromCodePoint(code - 0x97d0)
    return sign.toLowerCase()
  }

  const fold = (words) => Array.from(words, foldSign).join('')

  function matches (pieces, typed, minded) {
    const folded = (words) => fold(words).normalize('NFC')
    const said = minded ? strip(typed) : folded(strip(typed))
    const wanted = minded ? pieces : pieces.map(folded)
    const first = wanted[0]
    const last = wanted[wanted.length - 1]
    if (wanted.length === 1) return said === strip(first)
    if (!said.startsWith(first) || !said.endsWith(last) || said.length < first.length + last.length) return false
    let at = first.length
    const end = said.length - last.length
    for (const piece of wanted.slice(1, -1)) {
      const found = said.indexOf(piece, at)
      if (found < 0 || found + piece.length > end) return false
      at = found + piece.length
    }
    return true
  }

  const hundredth = (weight) => times(exact(weight), frac(1, 100))
  const weight = (part) => part.weight === undefined ? (part.right ? ONE : ZERO) : hundredth(part.weight)

  // --- which accepted answer it is: its place, or -1 ---

  // As accepted answers are read: letters with their accents in one piece, plain blanks, no marks of direction.
  const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
  const plain = (typed) => typed.replace(DIRECTIONS, '').replace(/[\xa0\u2000-\u200a\u202f\u205f]/g, ' ').normalize('NFC')

  function typedAnswer (answers, typed, minded) {
    if (typeof typed !== 'string' || !strip(typed)) return -1
    const said = plain(typed)
    return answers.findIndex((each) => matches(each.pieces, said, minded))
  }

  function numericAnswer (answers, typed) {
    const value = typeof typed === 'string' ? number(typed) : null
    if (value === null) return -1
    return answers.findIndex((each) => each.low === undefined ||
      (compare(exact(each.low), value) <= 0 && compare(value, exact(each.high)) <= 0))
  }

  function area (areas, point) {
    if (!Array.isArray(point) || point.length !== 2) return -1
    const [x, y] = point.map(exact)
    return areas.findIndex((each) => inside(each, x, y))
  }

  function inside (shape, x, y) {
    const numbers = shape.numbers.map(exact)
    if (shape.shape === 'rect') {
      const [left, top, right, bottom] = numbers
      return compare(left, x) <= 0 && compare(x, right) <= 0 && compare(top, y) <= 0 && compare(y, bottom) <= 0
    }
    if (shape.shape === 'circle') {
      const [across, down] = [minus(x, numbers[0]), minus(y, numbers[1])]
      return compare(plus(times(across, across), times(down, down)), times(numbers[2], numbers[2])) <= 0
    }
    let odd = false
    for (let at = 0; at < numbers.length; at += 2) {
      const [x1, y1] = [numbers[at], numbers[at + 1]]
      const next = (at + 2) % numbers.length
      const [x2, y2] = [numbers[next], numbers[next + 1]]
      if ((compare(y1, y) > 0) === (compare(y2, y) > 0)) continue
      const edge = plus(over(times(minus(x2, x1), minus(y, y1)), minus(y2, y1)), x1)
      if (compare(x, edge) < 0) odd = !odd
    }
    return odd
  }

  // --- scores ---

  const worth = (parts, place) => place < 0 || parts[place] === undefined ? ZERO : kept(weight(parts[place]))

  function ofPicks (key, picks) {
    const choices = key.choices
    const picked = new Set(Array.isArray(picks) ? picks : [])
    if (choices.some((each) => each.weight !== undefined)) {
      return kept(sum([...picked].map((place) => weight(choices[place]))))
    }
    const right = choices.filter((each) => each.right).length
    const wrong = choices.length - right
    const hits = [...picked].filter((place) => choices[place].right).length
    const misses = picked.size - hits
    if (key.partial === 'none') return hits === right && !misses ? ONE : ZERO
    if (key.partial === 'per-choice') return frac(hits + wrong - misses, choices.length)
    const gained = frac(hits, right)
    return wrong ? kept(minus(gained, frac(misses, wrong))) : gained
  }

  function ofGap (gap, answer, minded) {
    if (gap.kind === 'menu') return Number.isInteger(answer) ? worth(gap.options, answer) : ZERO
    const place = gap.kind === 'typed' ? typedAnswer(gap.answers, answer, minded) : numericAnswer(gap.answers, answer)
    return worth(gap.answers, place)
  }

  // What each gap, row or item earns on its own; null for types without such parts.
  function parts (key, response) {
    const given = Array.isArray(response) ? response : []
    switch (key.type) {
      case 'cloze': return key.gaps.map((gap, at) => ofGap(gap, given[at], key.case))
      case 'matching':
      case 'categorize':
      case 'ordering': return key.right.map((right, at) => given[at] === right ? ONE : ZERO)
      default: return null
    }
  }

  // The score of a response (as `exporter.scoring.Response` describes it; sets and tuples are arrays, numbers of a
  // click are text); null for what a person marks.
  function score (key, response) {
    switch (key.type) {
      case 'multiple-choice':
      case 'true-false': return Number.isInteger(response) ? worth(key.choices, response) : ZERO
      case 'multiple-response': return ofPicks(key, response)
      case 'short-answer': return worth(key.answers, typedAnswer(key.answers, response, key.case))
      case 'numerical': return worth(key.answers, numericAnswer(key.answers, response))
      case 'hotspot': return worth(key.areas, area(key.areas, response))
      case 'essay':
      case 'file-upload':
      case 'description': return null
      default: {
        const each = parts(key, response)
        const whole = over(sum(each), frac(each.length))
        return key.partial === 'none' ? (compare(whole, ONE) === 0 ? ONE : ZERO) : whole
      }
    }
  }

  root.Scoring = {
    frac, exact, text, plus, minus, times, over, compare, kept, sum, ZERO, ONE,
    number, fold, score, parts, typedAnswer, numericAnswer, area
  }
})(typeof globalThis === 'undefined' ? this : globalThis)
