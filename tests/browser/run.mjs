// Looks at every page of a built site in a real Chromium: at 320 px and 1280 px, in both colour schemes, with and without
// JavaScript. Prints one line a problem; exit 1 if there is any.
//
//   POLICY=CONTENT_SECURITY_POLICY node run.mjs SITE_DIR PREFIX [AXE_PAGES]
//
// PREFIX is the path of the base URL, such as / or /open/data/. AXE_PAGES limits how many pages axe judges.
import { createReadStream, readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, normalize, relative } from "node:path";
import { chromium } from "playwright-core";

const [site, prefix = "/", axePages = "40"] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const types = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml",
  ".json": "application/json", ".csv": "text/csv", ".atom": "application/atom+xml",
};
// What a host is told to say of what a page may load.
const policy = process.env.POLICY ? { "content-security-policy": process.env.POLICY } : {};
const problems = [];
const problem = (page, text) => problems.push(`${page}: ${text}`);

const files = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]);

const server = createServer((request, response) => {
  let path = decodeURIComponent(new URL(request.url, "http://x").pathname);
  let file = path.startsWith(prefix) ? join(site, normalize(path.slice(prefix.length))) : join(site, "no such file");
  let status = 200;
  try {
    if (statSync(file).isDirectory()) file = join(file, "index.html");
    statSync(file);
  } catch {
    status = 404;
    file = join(site, "404.html");
  }
  response.writeHead(status, { "content-type": types[extname(file)] ?? "application/octet-stream", ...policy });
  createReadStream(file).pipe(response);
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const origin = `http://127.0.0.1:${server.address().port}`;
const pages = files(site).filter((file) => file.endsWith(".html")).map((file) => relative(site, file)).sort();
const address = (page) => origin + prefix + page.replace(/(^|\/)index\.html$/, "$1");
const judged = new Set(pages.filter((_, at) => at % Math.ceil(pages.length / Number(axePages)) === 0));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

// One tab a context: opening one costs more than a page.
async function opened(options) {
  const context = await browser.newContext(options);
  const tab = await context.newPage();
  const state = { name: "" };
  tab.on("console", (message) => {
    // The browser says of the 404 page that it is one.
    if (message.type() === "error" && state.name !== "404.html") problem(state.name, `console: ${message.text()}`);
  });
  tab.on("pageerror", (error) => problem(state.name, `script: ${error.message}`));
  tab.on("request", (request) => {
    if (!request.url().startsWith(origin)) problem(state.name, `asks another host: ${request.url()}`);
  });
  return {
    async visit(name, look) {
      state.name = name;
      await tab.goto(name === "404.html" ? `${origin}${prefix}no/such/page` : address(name), { waitUntil: "load" });
      await look(tab);
    },
    close: () => context.close(),
  };
}

const isRedirect = (page) => readFileSync(join(site, page), "utf8").includes("http-equiv=\"refresh\"");
for (const [scheme, width] of [["light", 320], ["dark", 1280]]) {
  const context = await opened({ viewport: { width, height: 800 }, colorScheme: scheme });
  for (const page of pages.filter((page) => !isRedirect(page))) {
    await context.visit(page, async (tab) => {
      const facts = await tab.evaluate(() => ({
        sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        lang: document.documentElement.lang, title: document.title, headings: document.querySelectorAll("h1").length,
      }));
      if (facts.sideways > 0) problem(page, `${facts.sideways} px wider than a screen of ${width} px`);
      if (!facts.lang || !facts.title) problem(page, "has no language or no title");
      if (facts.headings !== 1) problem(page, `has ${facts.headings} h1`);
      if (judged.has(page)) {
        await tab.evaluate(axe);
        const found = await tab.evaluate(() => window.axe.run(document, {
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        }));
        for (const rule of found.violations) {
          problem(page, `axe (${scheme}, ${width} px): ${rule.id}: ${rule.nodes[0]?.target} (${rule.nodes.length})`);
        }
      }
    });
  }
  await context.close();
}

// Without JavaScript every page says the same, and from the home page the keyboard alone reaches a data file.
const plain = await opened({ javaScriptEnabled: false, viewport: { width: 1280, height: 800 } });
for (const page of pages.filter((page) => !isRedirect(page))) {
  await plain.visit(page, async (tab) => {
    if ((await tab.locator("main").innerText()).trim().length < 20) problem(page, "is empty without JavaScript");
  });
}
await plain.visit("index.html", async (tab) => {
  await tab.keyboard.press("Tab");
  const first = await tab.locator(":focus").getAttribute("href");
  if (!first?.startsWith("#")) problem("index.html", `the first Tab reaches ${first}, not a link past the navigation`);
});
await plain.close();

await browser.close();
server.close();
for (const line of problems) console.log(line);
console.log(`${pages.length} pages looked at, ${judged.size} judged by axe, ${problems.length} problems`);
process.exit(problems.length ? 1 : 0);
