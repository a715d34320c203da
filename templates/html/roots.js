// Roots where the browser draws none: without a font for mathematics, as on many phones, Chromium has no sign for them,
// and √2 would stand there as 2. Then they are written with the letter √ and a line above what stands below the root.
(function () {
  'use strict'

  const MATHML = 'http://www.w3.org/1998/Math/MathML'

  function make (name, ...children) {
    const element = document.createElementNS(MATHML, name)
    element.append(...children)
    return element
  }

  // Whether a root is no wider than what stands below it.
  function isWithoutSign () {
    const root = make('msqrt', make('mn', '2'))
    const probe = make('math', root)
    document.body.append(probe)
    const [whole, below] = [root, root.firstChild].map((each) => each.getBoundingClientRect().width)
    probe.remove()
    return whole - below < 1
  }

  function write (root) {
    const sign = make('mo', '√')
    for (const [name, value] of [['stretchy', 'false'], ['lspace', '0'], ['rspace', '0']]) sign.setAttribute(name, value)
    const below = make('mrow')
    below.setAttribute('class', 'radicand')
    const degree = root.localName === 'mroot' ? root.lastElementChild : null
    degree?.remove()
    below.append(...root.childNodes)
    root.replaceWith(make('mrow', ...(degree ? [make('msup', make('mrow'), degree)] : []), sign, below))
  }

  const mend = (place) => [...place.querySelectorAll('msqrt, mroot')].reverse().forEach(write) // the inner ones first

  if (!isWithoutSign()) return
  mend(document)
  new MutationObserver((changes) => {
    for (const change of changes) if (change.addedNodes.length && change.target.isConnected) mend(change.target)
  }).observe(document.body, { childList: true, subtree: true })
})()
