// A record kept in this browser, and shared by every tab that shows the same page.
//
// `Keeping.open(name, fits)` gives {news, write, listen, keeps}: `news()` returns what was kept when it is not what this
// tab has read or written last, `write(record)` keeps a record, `listen(told)` calls `told()` when another tab has
// written, and `keeps()` says whether the browser keeps anything. Whatever the browser refuses, the page goes on without.
(function (root) {
  'use strict'

  function open (name, fits) {
    let last = null
    let able = true

    function news () {
      let text = null
      try { text = localStorage.getItem(name) } catch { able = false }
      if (text === last) return null
      last = text
      try {
        const found = JSON.parse(text)
        return found !== null && fits(found) ? found : null
      } catch { return null } // anything may stand where other pages and people can write
    }

    function write (record) {
      const text = JSON.stringify(record)
      if (text === last) return
      try {
        localStorage.setItem(name, text)
        last = text
      } catch { able = false }
    }

    function listen (told) {
      addEventListener('storage', (event) => { if (event.key === name) told() })
      addEventListener('pageshow', (event) => { if (event.persisted) told() }) // it was told nothing while it lay aside
    }

    return { news, write, listen, keeps: () => able }
  }

  root.Keeping = { open }
})(globalThis)
