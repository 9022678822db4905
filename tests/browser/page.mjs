// Opens a report in headless Chromium and checks what only a browser can:
// that it asks nobody for anything, runs nothing, says nothing on the console,
// fits a phone, can be read in light, dark and on paper. Leaves pictures.
//   node page.mjs CHROMIUM REPORT.html FOLDER
// Needs nothing but Node.
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { media, open, print, size, withBrowser } from "./chromium.mjs";

const [chromium, report, folder] = process.argv.slice(2);
const page = pathToFileURL(resolve(report)).href;
const DEADLINE = 120000; // for all of it: a browser that hangs is a failure
const CONTRAST = 4.5; // WCAG 2.2, 1.4.3

let failures = 0;
function check(name, good, found) {
  console.log(`${good ? "ok" : "FAIL"}: ${name}${good ? "" : `: ${found}`}`);
  failures += good ? 0 : 1;
}

/* ---- run inside the page ------------------------------------------------ */

function structure() {
  const all = [...document.querySelectorAll("*")];
  const ids = all.map((e) => e.id).filter((id) => id !== "");
  const count = (selector) => document.querySelectorAll(selector).length;
  return {
    h1: count("h1"), main: count("main"), lang: document.documentElement.lang,
    title: document.title, script: count("script, iframe, object, embed"),
    handlers: all.flatMap((e) => e.getAttributeNames())
      .filter((n) => n.startsWith("on")),
    styled: count("[style]"),
    outside: all.flatMap((e) => ["src", "href", "srcset", "action", "data"]
      .map((n) => e.getAttribute(n)))
      .filter((v) => v !== null && !v.startsWith("#") && v !== "data:,"),
    // A rule's source may have an address: a link that asks for nothing by
    // itself and tells nobody where it was followed.
    links: [...document.querySelectorAll("a[href^='https://']")]
      .filter((a) => a.rel === "noopener noreferrer")
      .map((a) => a.getAttribute("href")),
    twice: ids.filter((id, i) => ids.indexOf(id) !== i),
    lost: [...document.querySelectorAll("a[href^='#'], use")]
      .map((e) => e.getAttribute("href"))
      .filter((h) => !document.getElementById(h.slice(1))),
    unscoped: count("th:not([scope])"),
    uncaptioned: [...document.querySelectorAll("table")]
      .filter((t) => t.caption === null).length,
    levels: [...document.querySelectorAll("h1, h2, h3, h4")]
      .map((h) => Number(h.tagName[1]))
      .filter((n, i, a) => i > 0 && n > a[i - 1] + 1).length,
    details: count("details"),
    // The sheet is applied: the policy's hash fits it.
    sheet: getComputedStyle(document.querySelector(".brand")).color
      !== getComputedStyle(document.querySelector(".brand strong")).color,
  };
}

function overflow() {
  const wide = document.documentElement.clientWidth;
  const beyond = [...document.querySelectorAll("body *")]
    // The contents roll sideways, and say so by an entry that is cut off.
    .filter((e) => !e.closest(".hidden, .defs, thead, .jump, nav"))
    .filter((e) => e.getBoundingClientRect().right > wide + 0.5)
    .map((e) => e.outerHTML.slice(0, 120));
  return { scroll: document.documentElement.scrollWidth - wide, beyond };
}

// The worst contrast of text against the nearest opaque ground.
function contrast() {
  const parse = (c) => c.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const c = parse(getComputedStyle(at).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  let worst = { ratio: 21, text: "" };
  for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3
      && n.textContent.trim() !== "");
    if (!own || e.closest("svg")) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)),
      light(ground(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < worst.ratio)
      worst = { ratio, text: e.textContent.slice(0, 60) };
  }
  return worst;
}

// With the rules for paper in force: folds that are there and whose content
// takes no room.
function folded() {
  return [...document.querySelectorAll("details > .body")]
    .filter((e) => e.parentElement.checkVisibility())
    .filter((e) => !e.checkVisibility() || e.getBoundingClientRect().height < 5)
    .map((e) => e.id);
}

// Following a link from the matrix opens the fold it points into.
async function unfold() {
  const link = document.querySelector("#matrix td a");
  if (link === null) return true;
  const body = document.getElementById(link.hash.slice(1));
  const opened = new Promise((done) =>
    body.closest("details").addEventListener("toggle", done, { once: true }));
  link.click();
  await opened;
  return body.closest("details").open;
}

/* ---- what is asked of it ------------------------------------------------ */

function checkStructure(s) {
  check("one h1", s.h1 === 1, s.h1);
  check("one main", s.main === 1, s.main);
  check("language and title", s.lang === "en" && s.title !== "", s.title);
  check("no script or frame", s.script === 0, s.script);
  check("no event handler", s.handlers.length === 0, s.handlers);
  check("no style attribute", s.styled === 0, s.styled);
  const outside = s.outside.filter((v) => !s.links.includes(v));
  check("nothing from the outside", outside.length === 0, outside);
  check("no id twice", s.twice.length === 0, s.twice);
  check("every link has its target", s.lost.length === 0, s.lost);
  check("every th has a scope", s.unscoped === 0, s.unscoped);
  check("every table has a caption", s.uncaptioned === 0, s.uncaptioned);
  check("no heading level left out", s.levels === 0, s.levels);
  check("the style sheet is applied", s.sheet, s.sheet);
}

async function picture(tab, name, width, scheme) {
  await size(tab, width, width < 500 ? 844 : 900);
  await media(tab, scheme);
  const wide = await tab.run(overflow);
  check(`${name}: nothing wider than the window`,
    wide.scroll <= 0 && wide.beyond.length === 0, JSON.stringify(wide));
  const worst = await tab.run(contrast);
  check(`${name}: contrast of text at least ${CONTRAST}`,
    worst.ratio >= CONTRAST, `${worst.ratio.toFixed(2)} at "${worst.text}"`);
  const { cssContentSize } = await tab.send("Page.getLayoutMetrics");
  const { data } = await tab.send("Page.captureScreenshot", { format: "png",
    captureBeyondViewport: true, clip: { ...cssContentSize, scale: 1 } });
  writeFileSync(join(folder, `${name}.png`), Buffer.from(data, "base64"));
  const top = await tab.send("Page.captureScreenshot", { format: "png" });
  writeFileSync(join(folder, `${name}-top.png`),
    Buffer.from(top.data, "base64"));
}

async function paper(tab) {
  await media(tab, "light", "print");
  const shut = await tab.run(folded);
  check("on paper every fold is open", shut.length === 0, shut);
  await media(tab, "light");
  const bytes = await print(tab);
  writeFileSync(join(folder, "print.pdf"), bytes);
  check("it prints", bytes.subarray(0, 5).toString() === "%PDF-", "no PDF");
}

async function all(browser) {
  const tab = await open(browser);
  await tab.go(page);
  checkStructure(await tab.run(structure));
  for (const scheme of ["light", "dark"])
    for (const width of [390, 768, 1280])
      await picture(tab, `${width}-${scheme}`, width, scheme);
  await paper(tab);
  check("a link opens the fold it points into", await tab.run(unfold), "shut");
  check("no request but for the page itself",
    tab.requests.every((url) => url.split("#")[0] === page)
    && tab.requests.length > 0, tab.requests.join(" "));
  check("no message on the console", tab.console.length === 0,
    tab.console.join("\n"));
}

mkdirSync(folder, { recursive: true });
await withBrowser(chromium, DEADLINE, all, (error) =>
  check("the browser did as told", false, error.message));
process.exit(failures === 0 ? 0 : 1);
