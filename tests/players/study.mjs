// Studies pages of exercises in headless Chromium as a student would: by mouse and by keyboard, from the disk.
// Usage: node study.mjs PLAN RESULT
//
// PLAN is JSON: {pages: [{file, scheme, width, touch, shot, storage, clock, steps: [...]}]}. A step names what is done and,
// by `see`, under which name what is then on the screen goes to RESULT; by `tab` (0 where none is named) in which tab of the
// browser. With `clock` time stands still but for `pass`.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

const HERE = path.dirname(fileURLToPath(import.meta.url))
const AXE = path.join(HERE, 'node_modules/axe-core/axe.min.js')
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

// Milliseconds: the machine may be busy with anything else.
const PATIENCE = 120000

// What the page itself knows of an exercise: which place of its own stands for one of the source.
const placed = (exercise, given) => exercise.evaluate((element, said) => {
  const key = globalThis.Exercises.keyOf(element)
  if (key.type === 'ordering') return said.map((each) => key.items.indexOf(each))
  if (key.type === 'matching' || key.type === 'categorize') return key.rows.map((row) => key.options.indexOf(said[row]))
  return said
}, given)

const byMouse = {
  async pick (exercise, place) { await exercise.locator(`.choice[data-place="${place}"] label`).click() },
  async type (field, text) { await field.click({ clickCount: 3 }); await field.page().keyboard.insertText(text) },
  async choose (menu, value) { await menu.selectOption(String(value)) },
  async press (button) { await button.click() }
}
const byKeyboard = {
  async pick (exercise, place) {
    const input = exercise.locator(`.choice[data-place="${place}"] input`)
    await input.focus()
    await exercise.page().keyboard.press('Space')
  },
  async type (field, text) { await field.focus(); await field.page().keyboard.press('Control+A'); await field.page().keyboard.insertText(text) },
  async choose (menu, value) {
    await menu.focus()
    const steps = await menu.evaluate((element, wanted) => [...element.options].findIndex((each) => each.value === wanted) - element.selectedIndex, String(value))
    for (let at = 0; at < Math.abs(steps); at += 1) await menu.page().keyboard.press(steps > 0 ? 'ArrowDown' : 'ArrowUp')
  },
  async press (button) { await button.focus(); await button.page().keyboard.press('Enter') }
}

// Waits for a script to be true. Asked from outside: the page's policy forbids what the driver would ask it by from inside
// as soon as the first answer is no. While the page loads itself anew it answers nothing.
async function until (page, script) {
  const end = Date.now() + PATIENCE
  const loading = (error) => { if (!/navigation/.test(error.message)) throw error }
  while (!await page.evaluate(script).catch(loading)) {
    if (Date.now() > end) throw new Error(`never true: ${script}`)
    await new Promise((resolve) => { setTimeout(resolve, 20) })
  }
}

async function order (exercise, wanted, hand) {
  for (let place = 0; place < wanted.length; place += 1) {
    for (;;) {
      const now = await exercise.locator('.item').evaluateAll((items) => items.map((item) => Number(item.dataset.item)))
      if (now[place] === wanted[place]) break
      await hand.press(exercise.locator(`.item[data-item="${wanted[place]}"] .up`))
    }
  }
}

async function point (exercise, [x, y], hand) {
  const picture = exercise.locator('.picture')
  const [width, height] = await picture.evaluate((element) => [Number(element.dataset.width), Number(element.dataset.height)])
  if (hand === byMouse) {
    await picture.scrollIntoViewIfNeeded()
    const box = await picture.locator('img').boundingBox()
    await exercise.page().mouse.click(box.x + x / width * box.width, box.y + y / height * box.height)
    return
  }
  await exercise.locator('.marker').focus()
  const step = Math.max(1, Math.round(Math.max(width, height) / 50))
  for (const [far, keys] of [[x - width / 2, ['ArrowLeft', 'ArrowRight']], [y - height / 2, ['ArrowUp', 'ArrowDown']]]) {
    const key = keys[far > 0 ? 1 : 0]
    const whole = Math.trunc(Math.abs(far))
    for (let at = 0; at < Math.floor(whole / step); at += 1) await exercise.page().keyboard.press(key)
    for (let at = 0; at < whole % step; at += 1) await exercise.page().keyboard.press(`Shift+${key}`)
  }
}

// Takes an item of an ordering to the place of another, by mouse or by finger; `text`: by its words instead of its grip;
// `edge`: to the window's lower edge, and holds it there until the page has scrolled to the end of the items.
async function drag (exercise, { from, to = from, by, text, edge, escape }) {
  const page = exercise.page()
  const item = exercise.locator('.item')
  // In the middle of the window, or the page would scroll along, by as much as the machine is slow.
  if (edge) await item.nth(from).scrollIntoViewIfNeeded()
  else await item.nth(Math.round((from + to) / 2)).evaluate((each) => each.scrollIntoView({ block: 'center' }))
  const [source, aim] = [await item.nth(from).locator(text ? '.item-text' : '.grip').boundingBox(), await item.nth(to).boundingBox()]
  const [x, start] = [source.x + source.width / 2, source.y + source.height / 2]
  const end = edge ? page.viewportSize().height - 5 : to < from ? aim.y + 2 : aim.y + aim.height - 2
  const way = Array.from({ length: 10 }, (none, at) => start + (end - start) * (at + 1) / 10)
  if (by === 'touch') {
    const session = await page.context().newCDPSession(page)
    const touch = (type, y) => session.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x, y }] })
    await touch('touchStart', start)
    for (const y of way) await touch('touchMove', y)
    await touch('touchEnd')
    return
  }
  await page.mouse.move(x, start)
  await page.mouse.down()
  for (const y of way) await page.mouse.move(x, y)
  if (edge) await until(page, "!document.querySelector('.dragged').nextElementSibling")
  if (escape) await page.keyboard.press('Escape')
  await page.mouse.up()
}

async function answer (exercise, type, given, hand) {
  if (given === null) return
  const said = await placed(exercise, given)
  if (type === 'multiple-choice' || type === 'true-false') await hand.pick(exercise, said)
  else if (type === 'multiple-response') for (const place of said) await hand.pick(exercise, place)
  else if (type === 'short-answer' || type === 'numerical') await hand.type(exercise.locator('.line input'), said)
  else if (type === 'cloze') {
    for (const [at, each] of said.entries()) {
      const gap = exercise.locator(`.gap[data-gap="${at}"]`)
      if (typeof each === 'number') await hand.choose(gap.locator('select'), each)
      else await hand.type(gap.locator('input'), each)
    }
  } else if (type === 'matching' || type === 'categorize') {
    for (const [row, option] of said.entries()) await hand.choose(exercise.locator(`.row[data-row="${row}"] select`), option)
  } else if (type === 'ordering') await order(exercise, said, hand)
  else if (type === 'hotspot') await point(exercise, said, hand)
  else if (type === 'essay') await hand.type(exercise.locator('textarea'), said)
}

// Everything that a student can read or hear of the exercise, and what the page has made of the answer.
const seen = (exercise) => exercise.evaluate((element) => ({
  text: element.innerText,
  focus: document.activeElement?.className ?? '',
  score: element.dataset.score ?? null,
  earned: element.dataset.earned ?? null,
  done: element.dataset.done === 'true',
  verdict: element.querySelector('.verdict')?.innerText ?? '',
  given: globalThis.Exercises.stateOf(element).given
}))

async function step (page, plan, each, result) {
  const hand = each.hand === 'keyboard' ? byKeyboard : byMouse
  const exercise = each.id ? page.locator(`.exercise[data-id="${each.id}"]`).first() : null
  if (each.do === 'reset') await exercise.evaluate((element) => globalThis.Exercises.reset(element))
  else if (each.do === 'answer') await answer(exercise, await exercise.getAttribute('data-type'), each.given, hand)
  else if (each.do === 'drag') await drag(exercise, each)
  else if (each.do === 'press') await hand.press((exercise ?? page).locator(each.button).first())
  else if (each.do === 'type') await hand.type(exercise.locator(each.field), each.text)
  else if (each.do === 'reload') await page.reload()
  else if (each.do === 'open') await page.goto(pathToFileURL(plan.file).href)
  else if (each.do === 'pass') await page.clock.runFor(each.seconds * 1000)
  else if (each.do === 'print') await page.emulateMedia({ media: each.media })
  else if (each.do === 'wait') await until(page, each.script)
  else if (each.do === 'run') result[each.see] = await page.evaluate(each.script)
  else if (each.do === 'axe') result[each.see] = await axe(page)
  if (each.see && exercise) result[each.see] = await seen(exercise)
}

async function axe (page) {
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(fs.readFileSync(AXE, 'utf8'))
  // What scrolls is made focusable where it is laid out, which is before the second next frame.
  await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)) }))
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
  // axe does not take a formula for text.
  for (const each of violations) if (each.id === 'empty-table-header') each.nodes = each.nodes.filter(({ html }) => !html.includes('<math'))
  return violations.filter((each) => each.nodes.length).map((each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 200)} ${node.failureSummary}`).join('; ')}`)
}

async function open (context, plan, result) {
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE)
  page.on('console', (message) => result.said.push(message.text()))
  page.on('pageerror', (error) => result.said.push(String(error)))
  page.on('request', (request) => { if (!/^(data|file):/.test(request.url())) result.asked.push(request.url()) })
  await page.goto(pathToFileURL(plan.file).href)
  return page
}

async function study (browser, plan) {
  // A border that fades is drawn anew in each frame of a page: whoever wants no motion gets the same sooner.
  const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme: plan.scheme ?? 'light', viewport: { width: plan.width ?? 1280, height: plan.height ?? 900 }, hasTouch: plan.touch ?? false })
  if (plan.storage === false) {
    await context.addInitScript(() => Object.defineProperty(globalThis, 'localStorage', { get () { throw new DOMException('refused', 'SecurityError') } }))
  }
  if (plan.clock) {
    await context.clock.install({ time: 0 })
    await context.clock.pauseAt(1000)
  }
  const result = { said: [], asked: [], failed: [], seen: {} }
  const tabs = [await open(context, plan, result)]
  const page = tabs[0]
  for (const each of plan.steps) {
    if (each.tab === tabs.length) tabs.push(await open(context, plan, result))
    try { await step(tabs[each.tab ?? 0], plan, each, result.seen) } catch (error) { result.failed.push(`${JSON.stringify(each)}: ${error.message}`) }
    if (result.failed.length > 5) break
  }
  if (plan.shot) await page.screenshot({ path: plan.shot, fullPage: true })
  await context.close()
  return result
}

const [planFile, resultFile] = process.argv.slice(2)
const plan = JSON.parse(fs.readFileSync(planFile, 'utf8'))
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS })
const results = []
for (let at = 0; at < plan.pages.length; at += 2) {
  results.push(...await Promise.all(plan.pages.slice(at, at + 2).map((each) => study(browser, each))))
}
await browser.close()
fs.writeFileSync(resultFile, JSON.stringify(results))
