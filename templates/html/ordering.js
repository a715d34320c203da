// Items to put in order: moved by their buttons.
(function (root) {
  'use strict'

  const { find, all, word } = root.Elements

  function edges (element) {
    const items = all(element, '.item')
    items.forEach((item, at) => {
      find(item, '.up').disabled = at === 0
      find(item, '.down').disabled = at === items.length - 1
    })
  }

  // Returns whether it could be moved.
  function move (button) {
    const [element, item] = [button.closest('.exercise'), button.closest('.item')]
    const up = button.classList.contains('up')
    const other = up ? item.previousElementSibling : item.nextElementSibling
    if (!other) return false
    if (up) other.before(item)
    else other.after(item)
    edges(element)
    const items = all(element, '.item')
    const values = { item: find(item, '.item-text').textContent.trim(), place: items.indexOf(item) + 1, count: items.length }
    find(element, '.said').textContent = word('moved', values)
    ;(button.disabled ? find(item, up ? '.down' : '.up') : button).focus()
    return true
  }

  root.Ordering = { edges, move }
})(globalThis)
