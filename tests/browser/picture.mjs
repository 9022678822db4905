// The picture in the README: the first screen of a page, and whether a picture
// that was kept still shows it.
//   node picture.mjs CHROMIUM PAGE.html PICTURE.png [KEPT.png]
// With KEPT, differences in so few points as letters are drawn otherwise by
// another version of the browser do not count.
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { media, open, size, withBrowser } from "./chromium.mjs";

const [chromium, page, picture, kept] = process.argv.slice(2);
const [WIDTH, HEIGHT] = [1280, 1250];
const MOST = 0.02; // of all points may differ
const APART = 48; // of 255, in a colour: seen as different

// Run in the browser: which part of the points differs, or a text.
const difference = (one, two) => `async () => {
  const points = async (data) => {
    const image = await createImageBitmap(await (await fetch(data)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const to = canvas.getContext("2d");
    to.drawImage(image, 0, 0);
    return to.getImageData(0, 0, image.width, image.height);
  };
  const a = await points("data:image/png;base64,${one}");
  const b = await points("data:image/png;base64,${two}");
  if (a.width !== b.width || a.height !== b.height)
    return "they are not of one size";
  let n = 0;
  for (let i = 0; i < a.data.length; i += 4)
    n += [0, 1, 2].some((k) => Math.abs(a.data[i + k] - b.data[i + k])
      > ${APART}) ? 1 : 0;
  return n * 4 / a.data.length;
}`;

let failed = false;
function fail(error) {
  console.log(`FAIL: ${error.message}`);
  failed = true;
}

await withBrowser(chromium, 120000, async (browser) => {
  const tab = await open(browser);
  await size(tab, WIDTH, HEIGHT);
  await media(tab, "light");
  await tab.go(pathToFileURL(resolve(page)).href);
  const { data } = await tab.send("Page.captureScreenshot", { format: "png" });
  writeFileSync(picture, Buffer.from(data, "base64"));
  if (kept === undefined) return;
  await tab.go("about:blank");
  const part = await tab.run(
    difference(data, readFileSync(kept).toString("base64")));
  if (typeof part === "string" || part > MOST)
    fail(new Error(`${kept} shows something else: ${part}`));
  else console.log(`ok: ${kept} shows the page; ${part} of it differs`);
}, fail);
process.exit(failed ? 1 : 0);
