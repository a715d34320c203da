// Exercises on a page of the preview: woken here, and what was answered outlives an edit and a reload.
'use strict'

;(function () {
  const { Exercises } = globalThis
  const STORE = 'answers'
  let kept = {}
  try { kept = JSON.parse(sessionStorage.getItem(STORE) ?? '{}') } catch { /* storage is off: kept for this page alone */ }

  // The state belongs to an exercise as it is: another key is another exercise.
  const nameOf = (element) => `${element.id}\n${element.dataset.key}`

  function wake (place) {
    Exercises.start(place, 'preview')
    for (const element of place.querySelectorAll('.exercise[data-key]')) {
      const state = kept[nameOf(element)]
      if (!state) continue
      if (!Exercises.restore(element, state)) delete kept[nameOf(element)]
    }
  }

  document.addEventListener('exercise-change', (event) => {
    kept[nameOf(event.target)] = event.detail
    try { sessionStorage.setItem(STORE, JSON.stringify(kept)) } catch { /* kept for this page alone */ }
  })
  document.addEventListener('preview:exchanged', (event) => wake(event.detail))
  document.addEventListener('click', (event) => {
    if (!event.target.closest('.start-again')) return
    for (const element of document.querySelectorAll('.exercise[data-key]')) {
      delete kept[nameOf(element)]
      Exercises.reset(element)
    }
    try { sessionStorage.setItem(STORE, JSON.stringify(kept)) } catch { /* kept for this page alone */ }
  })
  wake(document)
})()
