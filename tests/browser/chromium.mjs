// Headless Chromium, driven by the DevTools protocol over a pipe: needs nothing
// but Node.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const flags = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
  "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--hide-scrollbars",
  "--remote-debugging-pipe",
];

// One browser and the protocol: send() answers, on() hears events.
function start(chromium, profile) {
  const child = spawn(chromium, [...flags, `--user-data-dir=${profile}`,
    "about:blank"], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const waiting = new Map();
  const listeners = [];
  let rest = "";
  let last = 0;
  child.stdio[4].setEncoding("utf8");
  child.stdio[4].on("data", (text) => {
    const messages = (rest + text).split("\0");
    rest = messages.pop();
    for (const message of messages.map((m) => JSON.parse(m))) {
      if (message.id === undefined) {
        for (const listener of listeners) listener(message);
        continue;
      }
      const { done, fail } = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error) fail(new Error(message.error.message));
      else done(message.result);
    }
  });
  const gone = new Promise((done) => child.on("exit", done));
  child.on("exit", () => {
    for (const { fail } of waiting.values())
      fail(new Error("the browser went away"));
  });
  const send = (method, params = {}, sessionId = undefined) =>
    new Promise((done, fail) => {
      last += 1;
      waiting.set(last, { done, fail });
      child.stdio[3].write(
        `${JSON.stringify({ id: last, method, params, sessionId })}\0`);
    });
  return { send, on: (listener) => listeners.push(listener), gone, child };
}

// A tab with its events gathered.
export async function open(browser) {
  const { targetId } = await browser.send("Target.createTarget",
    { url: "about:blank" });
  const { sessionId } = await browser.send("Target.attachToTarget",
    { targetId, flatten: true });
  const tab = { requests: [], console: [], loads: [] };
  tab.send = (method, params) => browser.send(method, params, sessionId);
  browser.on((event) => {
    if (event.sessionId !== sessionId) return;
    if (event.method === "Network.requestWillBeSent")
      tab.requests.push(event.params.request.url);
    if (event.method === "Runtime.consoleAPICalled"
        || event.method === "Runtime.exceptionThrown"
        || event.method === "Log.entryAdded")
      tab.console.push(JSON.stringify(event.params));
    if (event.method === "Page.loadEventFired") tab.loads.shift()?.();
  });
  for (const domain of ["Page", "Network", "Runtime", "Log"])
    await tab.send(`${domain}.enable`);
  tab.go = async (url) => {
    const loaded = new Promise((done) => tab.loads.push(done));
    await tab.send("Page.navigate", { url });
    await loaded;
  };
  tab.run = async (body) => {
    const answer = await tab.send("Runtime.evaluate",
      { expression: `(${body})()`, returnByValue: true, awaitPromise: true });
    if (answer.exceptionDetails)
      throw new Error(answer.exceptionDetails.exception.description);
    return answer.result.value;
  };
  return tab;
}

export async function size(tab, width, height) {
  await tab.send("Emulation.setDeviceMetricsOverride",
    { width, height, deviceScaleFactor: 1, mobile: false });
}

export async function media(tab, scheme, kind = "", forced = "none") {
  await tab.send("Emulation.setEmulatedMedia", { media: kind,
    features: [{ name: "prefers-color-scheme", value: scheme },
      { name: "forced-colors", value: forced }] });
}

// The bytes of a PDF.
export async function print(tab) {
  const { data } = await tab.send("Page.printToPDF",
    { preferCSSPageSize: true, printBackground: true });
  return Buffer.from(data, "base64");
}

// Does it with a browser of its own, which is gone afterwards. One that takes
// longer than so many milliseconds is a failure.
export async function withBrowser(chromium, deadline, work, failed) {
  const profile = mkdtempSync(join(tmpdir(), "grantscan-browser-"));
  const browser = start(chromium, profile);
  const late = setTimeout(() => {
    failed(new Error("the browser did not finish in time"));
    browser.child.kill("SIGKILL");
  }, deadline);
  try {
    await work(browser);
    await browser.send("Browser.close");
  } catch (error) {
    failed(error);
    browser.child.kill("SIGKILL");
  }
  await browser.gone;
  clearTimeout(late);
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
