// Delivers QTI 3.0 items in qti3-item-player, in headless Chromium, and answers them as a student would: by clicking,
// dragging and typing. Usage: node deliver.mjs PLAN RESULT
//
// PLAN is JSON: {folder, shots, items: [{id, xml, attempts: [{name, actions: [...]}]}]}. What happened goes to RESULT.
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const HERE = path.dirname(fileURLToPath(import.meta.url))
const TYPES = {
  '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.jpg': 'image/jpeg', '.gif': 'image/gif', '.webp': 'image/webp', '.mp3': 'audio/mpeg', '.ogg': 'audio/ogg',
}
const PATIENCE = 60000 // milliseconds, for a machine that has much else to do
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
]

function serve (folder) {
  const server = http.createServer((request, response) => {
    const place = decodeURIComponent(request.url.split('?')[0])
    const file = [HERE, folder].map((root) => path.join(root, place)).find((each) => fs.statSync(each, { throwIfNoEntry: false })?.isFile())
    if (place === '/favicon.ico') { response.writeHead(204).end(); return }
    if (!file) { response.writeHead(404).end(); return }
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' })
    response.end(fs.readFileSync(file))
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

// Waits until what the player has just changed is on the screen.
const drawn = (page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))

// Drags as a hand does: the lists move while something hangs over them, so the aim is taken again until it stands still.
async function drag (page, from, to, depth = 0.5) {
  await from.scrollIntoViewIfNeeded()
  const start = await from.boundingBox()
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2)
  await page.mouse.down()
  await page.mouse.move(start.x + start.width / 2 + 6, start.y + start.height / 2 + 6, { steps: 3 })
  for (let aim = 0, before = null; aim < 5; aim += 1) {
    const end = await to.boundingBox()
    if (before && Math.abs(end.y - before.y) < 1 && Math.abs(end.x - before.x) < 1) break
    await page.mouse.move(end.x + end.width / 2, end.y + end.height * depth, { steps: 3 })
    await page.waitForTimeout(60)
    before = end
  }
  await page.mouse.up()
  await page.waitForTimeout(60)
}

// Sorts by dragging the item that belongs first above the one that stands there, and so on down the list.
async function sort (page, wanted) {
  const list = page.locator('.qti-order-source-wrapper')
  const standing = () => list.locator('> li').evaluateAll((items) => items.map((item) => item.dataset.identifier))
  for (let place = 0; place < wanted.length; place += 1) {
    for (let tries = 0; tries < 4; tries += 1) {
      const now = await standing()
      if (now[place] === wanted[place]) break
      const from = list.locator(`> li[data-identifier="${wanted[place]}"] .draggable`)
      const to = list.locator(`> li[data-identifier="${now[place]}"]`)
      await from.scrollIntoViewIfNeeded()
      const start = await from.boundingBox()
      const end = await to.boundingBox()
      await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2)
      await page.mouse.down()
      await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2 - 6, { steps: 3 })
      await page.mouse.move(end.x + end.width / 2, end.y + 3, { steps: 8 })
      await page.waitForTimeout(120)
      await page.mouse.up()
      await page.waitForTimeout(120)
    }
  }
  return standing()
}

const pieceOf = (item) => `.draggable[data-identifier="${item}"]:not(.match-dragger-placeholder)`
const placeOf = (page, target) => page.locator(`.qti-match-target-wrapper > li[data-identifier="${target}"]`)
const isPaired = async (page, { item, target }) => await placeOf(page, target).locator(pieceOf(item)).count() > 0

const ACTIONS = {
  async pick (page, { choice }) { await page.locator(`li.qti-simple-choice[data-identifier="${choice}"]`).click() },
  async type (page, { place, text }) {
    const field = page.locator('.qti-item-body input[type=text], .qti-item-body textarea').nth(place)
    await field.click()
    await field.pressSequentially(text)
    await field.press('Tab')
  },
  async choose (page, { place, option }) {
    const menu = page.locator('.qti-inline-choice-interaction').nth(place)
    await menu.locator('button').click()
    await menu.locator(`li[data-identifier="${option}"]`).click()
  },
  async pair (page, { item, target }) {
    // The lists move while something is dragged, so a student looks where it fell and drags it on from there.
    const place = placeOf(page, target)
    for (let tries = 0; tries < 12 && !await isPaired(page, { item, target }); tries += 1) {
      await drag(page, page.locator(`.qti-match-interaction ${pieceOf(item)}`).first(), place, [0.5, 0.9, 0.2][tries % 3])
    }
  },
  async sort (page, { items }) { await sort(page, items) },
  async point (page, { x, y, width, height }) {
    const picture = page.locator('.select-point-group svg').first()
    await picture.scrollIntoViewIfNeeded()
    const box = await picture.boundingBox()
    await page.mouse.click(box.x + (x / width) * box.width, box.y + (y / height) * box.height)
  },
  async hint (page, { place }) { await page.locator('button.qti-end-attempt-interaction').nth(place).click() },
}

async function attempt (page, item, { name, actions }, shots) {
  const said = []
  const hear = (kind, text) => { if (!text.includes('Vue Devtools') && !text.includes('development mode')) said.push(`${kind}: ${text}`) }
  const onConsole = (message) => { if (message.type() === 'error' || message.type() === 'warning') hear(message.type(), message.text()) }
  const onError = (error) => hear('exception', error.message)
  page.on('console', onConsole)
  page.on('pageerror', onError)
  const result = { id: item.id, name, said }
  try {
    // The same text twice would not be loaded twice, so a comment tells attempts apart.
    await page.evaluate((xml) => window.load(xml), `${item.xml}<!-- ${name} -->`)
    await page.waitForFunction('window.events.ready > 0', null, { timeout: PATIENCE })
    result.text = await page.locator('.qti-item-body').innerText()
    for (const action of actions) await ACTIONS[action.do](page, action)
    // What a later drag pushed aside is put back, as a student does who looks over the answer.
    const pairs = actions.filter((each) => each.do === 'pair')
    for (let looks = 0; looks < 8; looks += 1) {
      let lying = 0
      for (const action of pairs) lying += await isPaired(page, action)
      if (lying === pairs.length) break
      for (const action of pairs) await ACTIONS.pair(page, action)
    }
    await page.locator('#submit').click({ force: true })
    await page.waitForFunction('window.events.ended.length > 0', null, { timeout: PATIENCE })
    const state = await page.evaluate('window.events.ended.at(-1)')
    result.outcomes = Object.fromEntries(state.outcomeVariables.map((each) => [each.identifier, each.value]))
    result.responses = Object.fromEntries(state.responseVariables.map((each) => [each.identifier, each.value]))
    await drawn(page)
    if (shots) await page.screenshot({ path: path.join(shots, `${item.id}-${name}.png`), fullPage: true })
    result.feedback = await page.locator('.qti-feedback-inline, .qti-feedback-block').evaluateAll(
      (all) => all.filter((each) => each.checkVisibility() && each.innerText.trim() !== '').map((each) => each.textContent))
    // One window lies above the other: each is read and closed, and only what can really be clicked is closed.
    for (const windows = page.locator('.qti3-player-modal.show'); await windows.count();) {
      const top = windows.last()
      result.feedback.push(await top.locator('.qti3-player-modal-body').evaluate((body) => body.textContent))
      await top.locator('.qti-modal-feedback-ok').click({ timeout: PATIENCE })
    }
  } catch (error) {
    result.failed = String(error.message).slice(0, 600)
    if (shots) await page.screenshot({ path: path.join(shots, `${item.id}-${name}-failed.png`), fullPage: true })
  }
  page.off('console', onConsole)
  page.off('pageerror', onError)
  return result
}

// Whether a drag went astray, so that the player was handed another answer than the one that was meant.
function slipped (result, { actions }) {
  const meant = actions.filter((each) => each.do === 'pair').map((each) => `${each.item} ${each.target}`)
  const given = new Set(Object.values(result.responses ?? {}).flat())
  return !result.failed && meant.some((pair) => !given.has(pair))
}

const [planFile, resultFile] = process.argv.slice(2)
const plan = JSON.parse(fs.readFileSync(planFile, 'utf8'))
const server = await serve(plan.folder)
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS })
const FRESH = 40 // attempts in one page, which a student's browser would hardly see more of
const PAGES = 3 // at a time: most of one's time is waiting for the next frame
const address = `http://127.0.0.1:${server.address().port}/page.html`
const waiting = plan.items.entries()
const results = plan.items.map(() => [])

// Takes one item after the other from those that wait, in a page of its own.
async function deliver () {
  const context = await browser.newContext({ viewport: { width: 1000, height: 1400 } })
  const page = await context.newPage()
  let delivered = 0
  let failed = false
  for (const [place, item] of waiting) {
    for (const each of item.attempts) {
      let result = null
      for (let hands = 0; hands < 6 && (!result || slipped(result, each)); hands += 1) {
        if (hands || failed || delivered % FRESH === 0) {
          await page.goto(address)
          await page.waitForFunction('window.playerIsReady')
        }
        delivered += 1
        result = await attempt(page, item, each, plan.shots)
        failed = Boolean(result.failed)
      }
      results[place].push(result)
    }
  }
  await context.close()
}

await Promise.all(Array.from({ length: PAGES }, deliver))
await browser.close()
server.close()
fs.writeFileSync(resultFile, JSON.stringify(results.flat(), null, 1))
