// What scrolls by itself, such as a wide table on a phone, can be reached and scrolled with the keyboard.
(function () {
  'use strict'

  const WIDE = 'table, pre, math[display="block"]'

  function fit (element) {
    if (element.scrollWidth > element.clientWidth) {
      if (element.hasAttribute('tabindex')) return
      element.setAttribute('tabindex', '0')
      element.dataset.scrolls = ''
    } else if (element.dataset.scrolls !== undefined) {
      element.removeAttribute('tabindex')
      delete element.dataset.scrolls
    }
  }

  const sizes = new ResizeObserver((entries) => entries.forEach((entry) => fit(entry.target)))

  function heed (place) {
    if (place.matches(WIDE)) sizes.observe(place)
    place.querySelectorAll(WIDE).forEach((each) => sizes.observe(each))
  }

  // Feedback and hints come later, and an edit of the source puts new text on a page of the preview.
  new MutationObserver((records) => {
    for (const record of records) for (const node of record.addedNodes) if (node instanceof Element) heed(node)
  }).observe(document.body, { childList: true, subtree: true })
  heed(document.body)
})()
