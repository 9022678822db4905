// Pages of real scans: how long they are on each kind of screen and on paper,
// that nothing that fails is hidden, that choosing and ticking work without a
// script; and, where the packages are, what axe-core and html-validate find.
//   node audits.mjs CHROMIUM LIMITS FOLDER [NODE_MODULES]
// LIMITS: lines "name sheets h390 h768 h1280"; FOLDER holds name.html.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { media, open, print, size, withBrowser } from "./chromium.mjs";

const [chromium, limits, folder, modules] = process.argv.slice(2);
const DEADLINE = 900000; // for all of it: a browser that hangs is a failure
const FONT = "DejaVu Sans"; // in which the lengths were measured
const NEAR = 0.1;

let failures = 0;
let name = "";
function check(what, good, found) {
  console.log(`${good ? "ok" : "FAIL"}: ${name}: ${what}`
    + `${good ? "" : `: ${found}`}`);
  failures += good ? 0 : 1;
}

/* ---- run inside the page ------------------------------------------------ */

// Checks that fail or are not known and that a reader who opens nothing does
// not see: neither a line of the evidence nor, where that is folded, a name in
// the list of what to do.
function hidden() {
  return [...document.querySelectorAll(".check.fail, .check.unknown")]
    .filter((e) => !e.querySelector("summary").checkVisibility())
    .map((e) => e.querySelector(".body").id)
    .filter((id) => ![...document.querySelectorAll(`#todo a[href='#${id}']`)]
      .some((a) => a.checkVisibility()));
}

function openAll() {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
}

// Words that were broken in their middle, and heads of rows too narrow to read.
function broken() {
  const found = [];
  const of = "th, label, .name, code, #todo a, .take li, dd a, .path, .more, "
    + ".notes li, .stop p, .stop li, .detail";
  for (const e of document.querySelectorAll(of)) {
    for (const node of e.childNodes) {
      if (node.nodeType !== 3 || !e.checkVisibility()
        || e.closest("thead, .hidden") !== null) continue;
      for (const { 0: word, index } of node.data.matchAll(/[^\s/?-]+/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const lines = new Set([...range.getClientRects()]
          .map((r) => Math.round(r.top)));
        if (lines.size > 1) found.push(word);
      }
    }
  }
  for (const head of document.querySelectorAll(".flow tbody th"))
    if (head.checkVisibility() && head.closest(".exchanges") === null
      && head.getBoundingClientRect().width < 100)
      found.push(`narrow: ${head.textContent}`);
  return found.slice(0, 5);
}

function overflow() {
  const wide = document.documentElement.clientWidth;
  return [...document.querySelectorAll("main *, footer *")]
    .filter((e) => !e.closest(".hidden, thead"))
    .filter((e) => e.checkVisibility())
    .filter((e) => e.getBoundingClientRect().right > wide + 0.5)
    .map((e) => e.outerHTML.slice(0, 100)).slice(0, 3);
}

function matrix() {
  const row = document.querySelector("#matrix tbody tr:not(.section)");
  return row === null || !row.checkVisibility()
    ? "table-row" : getComputedStyle(row).display;
}

// Chooses a verdict: what is shown of the others, and what of it is not.
function chosen() {
  const wrong = [];
  const visible = (e) => e.checkVisibility();
  for (const verdict of ["fail", "unknown", "pass", "skip"]) {
    const radio = document.getElementById(`show-${verdict}`);
    if (radio === null) continue;
    radio.click();
    for (const e of document.querySelectorAll(".check"))
      if (visible(e) !== e.classList.contains(verdict)) wrong.push(verdict);
  }
  document.getElementById("show-all").click();
  const sections = [...document.querySelectorAll(".checks")];
  sections.forEach((section, i) => {
    document.getElementById(`part-${i + 1}`)?.click();
    for (const other of sections)
      if (visible(other) !== (other === section)) wrong.push(section.id);
  });
  const last = document.querySelector(".checks:first-of-type .body");
  location.hash = last.id;
  if (!visible(last.closest(".check"))) wrong.push("what a link points to");
  location.hash = "top";
  document.getElementById("part-all").click();
  if (!sections.every(visible)) wrong.push("all");
  return wrong;
}

function ticked() {
  const boxes = [...document.querySelectorAll("#todo input")];
  for (const box of boxes) box.click();
  const wrong = boxes.filter((box) => !box.checked || box.labels.length === 0
    && !box.hasAttribute("aria-label")).length;
  for (const box of boxes) box.click();
  return wrong;
}

function stuck() {
  window.scrollTo({ top: 3000, behavior: "instant" });
  const top = document.querySelector("nav").getBoundingClientRect().top;
  window.scrollTo({ top: 0, behavior: "instant" });
  return top;
}

async function violations() {
  const found = await window.axe.run(document, { preload: false,
    resultTypes: ["violations"] });
  return found.violations.map((v) =>
    `${v.id}: ${v.nodes[0].html.slice(0, 120)} (${v.nodes.length})`);
}

/* ---- what is asked of it ------------------------------------------------ */

// Whether the page is set in the font in which the lengths were taken.
async function usual(tab) {
  await tab.send("DOM.enable");
  await tab.send("CSS.enable");
  const { root } = await tab.send("DOM.getDocument");
  const { nodeId } = await tab.send("DOM.querySelector",
    { nodeId: root.nodeId, selector: "#todo .intro" });
  const { fonts } = await tab.send("CSS.getPlatformFontsForNode", { nodeId });
  return fonts.every((font) => font.familyName === FONT);
}

function near(what, got, wanted, exact) {
  const low = exact ? wanted * (1 - NEAR) : 0;
  check(`${what}: ${got}, about ${wanted}`,
    got <= wanted * (1 + NEAR) && got >= low, "another length");
}

async function lengths(tab, [sheets, ...heights], exact) {
  for (const [i, width] of [390, 768, 1280].entries()) {
    await size(tab, width, 900);
    for (const [scheme, forced] of [["light", "none"], ["dark", "none"],
      ["dark", "active"]]) {
      await media(tab, scheme, "", forced);
      const wide = await tab.run(overflow);
      check(`${width} ${scheme} ${forced}: nothing beyond the window`,
        wide.length === 0, wide);
    }
    await media(tab, "light");
    const { cssContentSize } = await tab.send("Page.getLayoutMetrics");
    near(`height at ${width}`, cssContentSize.height, heights[i], exact);
    const lost = await tab.run(hidden);
    check(`${width}: all that fails or is unknown is seen`, lost.length === 0,
      lost);
  }
  await size(tab, 768, 900);
  check("768: the matrix is a table", await tab.run(matrix) === "table-row",
    "no table");
  const pdf = await print(tab);
  writeFileSync(join(folder, `${name}.pdf`), pdf);
  near("sheets", (pdf.toString("latin1")
    .match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length, sheets, exact);
}

async function axe(tab, source) {
  for (const [width, scheme] of [[1280, "light"], [390, "dark"]]) {
    await size(tab, width, 900);
    await media(tab, scheme);
    await tab.send("Runtime.evaluate", { expression: source });
    const found = await tab.run(violations);
    check(`axe-core at ${width}, ${scheme}`, found.length === 0,
      found.join("\n  "));
  }
}

async function look(tab, numbers, source) {
  await tab.go(pathToFileURL(resolve(folder, `${name}.html`)).href);
  if (source !== null) {
    await tab.run(openAll);
    await axe(tab, source);
    return;
  }
  await lengths(tab, numbers, await usual(tab));
  await size(tab, 390, 900);
  check("the contents stay in sight", Math.abs(await tab.run(stuck)) < 1,
    "gone");
  const wrong = await tab.run(`() => document.getElementById("show-all")
    === null ? [] : (${chosen})()`);
  check("choosing shows what is chosen", wrong.length === 0, wrong);
  check("boxes can be ticked", await tab.run(ticked) === 0, "not all");
  await tab.run(openAll);
  const cut = await tab.run(broken);
  check("no word is broken, no head too narrow", cut.length === 0, cut);
}

async function validate() {
  const { HtmlValidate } = createRequire(join(resolve(modules), "x"))(
    "html-validate");
  // The page is XML as well, which wants what HTML may leave out.
  const validator = new HtmlValidate({ root: true,
    extends: ["html-validate:recommended"],
    rules: { "void-style": "off", "attribute-boolean-style": "off" } });
  const report = await validator.validateFile(join(folder, `${name}.html`));
  check("html-validate", report.errorCount + report.warningCount === 0,
    JSON.stringify(report.results[0]?.messages.slice(0, 3)));
}

const pages = readFileSync(limits, "utf8").split("\n")
  .map((line) => line.trim().split(/\s+/)).filter((line) => line.length === 5);
const source = modules === undefined ? null
  : readFileSync(join(modules, "axe-core", "axe.min.js"), "utf8");
await withBrowser(chromium, DEADLINE, async (browser) => {
  const tab = await open(browser);
  for (const [page, ...numbers] of pages) {
    name = page;
    if (source !== null) await validate();
    await look(tab, numbers.map(Number), source);
  }
  check("no message on the console", tab.console.length === 0,
    tab.console.join("\n"));
}, (error) => check("the browser did as told", false, error.stack));
process.exit(failures === 0 ? 0 : 1);
