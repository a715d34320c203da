// What is known of each exercise: its key, and how far the student has come with it.
//
// A state is {given, tries, hints, earned, done, checked}: what was answered, how often it was checked, hints taken, the
// part of the points earned (a fraction as text), whether it is over, and whether what stands there has been checked.
(function (root) {
  'use strict'

  const states = new WeakMap()
  const NEW = { given: null, tries: 0, hints: 0, earned: '0', done: false, checked: false }

  const stateOf = (element) => states.get(element) ?? { ...NEW }
  const isAwake = (element) => states.has(element)
  const set = (element, values) => states.set(element, { ...NEW, ...values })
  const isByHand = (element) => element.dataset.type === 'essay' || element.dataset.type === 'file-upload'

  // Whether a record that was kept is a state: anything may stand where other pages and people can write.
  function fits (state) {
    const count = (value) => Number.isSafeInteger(value) && value >= 0
    const known = [state.done, state.checked].every((value) => typeof value === 'boolean')
    return known && count(state.tries) && count(state.hints) && /^\d+(\/[1-9]\d*)?$/.test(state.earned) && 'given' in state
  }

  // Whether its answer stands: the exercise is over, or the time of its page is up.
  const isClosed = (element) => stateOf(element).done || element.closest('[data-closed]') !== null

  function unveil (veiled) {
    const bytes = Uint8Array.from(atob(veiled), (sign, at) => sign.charCodeAt(0) ^ ((at % 256) * 167 + 89) % 256)
    return JSON.parse(new TextDecoder().decode(bytes))
  }

  const keys = new WeakMap()
  function keyOf (element) {
    if (!keys.has(element)) keys.set(element, unveil(element.dataset.key))
    return keys.get(element)
  }

  function change (element, values) {
    const state = { ...stateOf(element), ...values }
    states.set(element, state)
    element.dataset.earned = state.earned
    element.dataset.done = String(state.done)
    element.dispatchEvent(new CustomEvent('exercise-change', { bubbles: true, detail: state }))
    return state
  }

  root.State = { stateOf, isAwake, set, fits, change, keyOf, isByHand, isClosed }
})(globalThis)
