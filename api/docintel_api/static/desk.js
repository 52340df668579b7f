// A document beside its facts: click either to find the other. Everything shown comes from the server as HTML that
// escaped the document's words; nothing here builds markup from text.
"use strict";

const desk = document.getElementById("desk");
const paper = document.getElementById("paper");
const facts = document.getElementById("facts");
const turner = document.getElementById("turn");
const base = desk.dataset.base;
const last = Number(desk.dataset.parts);
const ZOOMS = [50, 75, 100, 125, 150, 200, 300];
const SHARPER_FROM = 150; // per cent: from here on the picture is asked for with more dots
const loaded = new Map(); // part number -> promise of {part, lines}
let shown = Number(desk.dataset.shown);
let chosen = null;
let zoom = 100;

const view = desk.dataset.view; // "figures": statements in the standard form take the place of the list
const address = (part) => `${base}?${view === "figures" ? "view=figures&" : ""}part=${part}`;
const listed = (id) => facts.querySelector(`.fact[data-fact="${CSS.escape(id)}"], .fact[data-also~="${CSS.escape(id)}"]`);
const places = (id) => [...paper.querySelectorAll(`[data-facts~="${CSS.escape(id)}"]`)];
const isOn = (kind) => !facts.dataset.off?.split(" ").includes(kind);

function say(words) {
  document.getElementById("announce").textContent = words;
}

async function fetchPart(number) {
  const answer = await fetch(`${base}/parts/${number}`, { headers: { Accept: "text/html" } });
  if (answer.redirected || answer.status === 401) return location.reload(); // the session is over: sign in again
  if (!answer.ok) throw new Error(`${answer.status}`);
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { part: parsed.querySelector(".part"), lines: parsed.querySelector(".facts-of") };
}

function load(number) {
  if (!loaded.has(number)) {
    loaded.set(number, fetchPart(number).catch((error) => { loaded.delete(number); throw error; }));
    if (loaded.size > 24) loaded.delete(loaded.keys().next().value);
  }
  return loaded.get(number);
}

function fillList(number, lines) {
  const section = facts.querySelector(`.facts-of[data-part="${number}"][data-unloaded]`);
  if (!section || !lines) return;
  const list = lines.querySelector("ol");
  if (list) section.append(document.importNode(list, true));
  section.removeAttribute("data-unloaded");
  filter(section);
}

async function turn(number, { quiet = false } = {}) {
  if (number < 1 || number > last) return false;
  if (number === shown) return true;
  let found;
  try {
    found = await load(number);
  } catch (error) {
    say(`第 ${number} 页未能载入，请重试。 Page ${number} could not be loaded (${error.message}); try again.`);
    return false;
  }
  shown = number;
  paper.replaceChildren(document.importNode(found.part, true));
  paper.scrollTop = 0;
  fillList(number, found.lines);
  settle();
  if (!quiet) {
    facts.querySelector(`.facts-of[data-part="${number}"]`)?.scrollIntoView({ block: "start" });
    if (chosen) mark(chosen);
  }
  say(`${turner.selectedOptions[0].textContent}`);
  return true;
}

// Beside statements the boxes and words have the colours of proof: that of the printed figure, not of a sum over it.
function tint() {
  if (view !== "figures") return;
  paper.querySelectorAll("rect[data-facts], mark[data-first]").forEach((one) => {
    const proof = (one.dataset.first ?? one.dataset.facts).split(" ").filter(Boolean)
      .map((id) => listed(id)?.dataset.proof).find(Boolean);
    if (proof) one.classList.add(`proof-${proof}`);
  });
}

// The statements open where the first of them stands, unless the part that is shown has figures.
function staysAt(other) {
  return other === "figures" && !paper.querySelector("[data-kinds~=figure]") ? "" : `&part=${shown}`;
}

// What has to be true of the part that is shown, whichever way it came.
function settle() {
  tint();
  turner.value = String(shown);
  document.getElementById("previous").disabled = shown <= 1;
  document.getElementById("next").disabled = shown >= last;
  history.replaceState(null, "", `${address(shown)}${chosen ? `#${chosen}` : ""}`);
  document.querySelectorAll("a[data-view]").forEach((one) => { one.href = `${base}?view=${one.dataset.view}${staysAt(one.dataset.view)}`; });
  filter(paper);
  resize();
  paper.querySelectorAll(".sheet img").forEach((image) => {
    image.addEventListener("error", () => noPicture(image), { once: true });
    if (image.complete && !image.naturalWidth && image.src) noPicture(image);
  });
  if (shown < last) setTimeout(() => load(shown + 1).catch(() => {}), 400);
}

async function noPicture(image) {
  const part = image.closest(".part");
  image.closest(".sheet").classList.add("broken");
  part.querySelector(".read-text").open = true;
  const line = part.querySelector(".no-picture");
  line.hidden = false;
  line.textContent = "没有页面图像，以下为读出的文字。 There is no image of this page; these are its words as read.";
  try {
    const answer = await fetch(image.src);
    if (!answer.ok) line.textContent += ` ${(await answer.json()).detail}`;
  } catch (error) {
    line.textContent += ` ${error.message}`;
  }
}

function mark(id) {
  document.querySelectorAll(".chosen").forEach((one) => one.classList.remove("chosen"));
  facts.querySelectorAll('.pick[aria-pressed="true"]').forEach((one) => one.setAttribute("aria-pressed", "false"));
  if (!id) return;
  places(id).forEach((one) => one.classList.add("chosen"));
  listed(id)?.querySelector(".pick").setAttribute("aria-pressed", "true");
}

function showInside(box, one) {
  const outer = box.getBoundingClientRect();
  const inner = one.getBoundingClientRect();
  if (inner.top < outer.top + 30 || inner.bottom > outer.bottom - 10) {
    box.scrollTop += inner.top - outer.top - Math.max(40, (outer.height - inner.height) / 3);
  }
  const wide = one.closest(".wrap") ?? box; // a wide table scrolls on its own
  const edges = wide.getBoundingClientRect();
  if (inner.left < edges.left || inner.right > edges.right) wide.scrollLeft += inner.left - edges.left - 40;
}

async function choose(id, { from }) {
  let item = listed(id);
  if (!item && from === "box") {
    // its words begin on a page whose list was not loaded yet; the page shown stays
    await listOf(id);
    item = listed(id);
  }
  if (!item) return location.replace(`${base}/facts/${encodeURIComponent(id)}`);
  if (!isOn(item.dataset.kind)) show(item.dataset.kind, true);
  chosen = id;
  if (from !== "box" && !(await turn(Number(item.dataset.part), { quiet: true }))) return;
  mark(id);
  showInside(facts, item);
  // its own words, not the unit line or caption it rests on, which another fact may begin with
  const place = places(id).find((one) => one.dataset.first?.split(" ").includes(id)) ?? places(id)[0];
  if (place && from !== "box") showInside(paper, place);
  history.replaceState(null, "", `${address(shown)}#${id}`);
  say(item.querySelector(".name").textContent + " " + item.querySelector(".value").textContent);
}

async function listOf(id) {
  const waiting = [...facts.querySelectorAll(".facts-of[data-unloaded]")].map((one) => Number(one.dataset.part));
  // evidence runs on from the pages just before
  for (const number of waiting.filter((one) => one <= shown).reverse().slice(0, 5)) {
    fillList(number, (await load(number)).lines);
    if (listed(id)) return;
  }
}

// The facts under a click, the topmost first. Clicking again where several overlap goes on to the next.
function pick(event) {
  const under = document.elementsFromPoint(event.clientX, event.clientY)
    .filter((one) => one.dataset?.facts && paper.contains(one) && !one.classList.contains("off"));
  const first = under.filter((one) => !one.classList.contains("beside"));
  const ids = [...new Set([...first, ...under].flatMap((one) => one.dataset.facts.split(" ")))]
    .filter((id) => { const item = listed(id); return !item || isOn(item.dataset.kind); });
  if (ids.length) choose(ids[(ids.indexOf(chosen) + 1) % ids.length], { from: "box" });
}

function filter(root) {
  root.querySelectorAll(".fact[data-kind]").forEach((one) => one.classList.toggle("off", !isOn(one.dataset.kind)));
  root.querySelectorAll("rect[data-kinds], mark[data-kinds]").forEach((one) =>
    one.classList.toggle("off", !one.dataset.kinds.split(" ").some(isOn)));
}

function show(kind, on) {
  const off = new Set((facts.dataset.off ?? "").split(" ").filter(Boolean));
  off[on ? "delete" : "add"](kind);
  facts.dataset.off = [...off].join(" ");
  document.querySelectorAll(".kinds input").forEach((one) => { if (one.value === kind) one.checked = on; });
  filter(document);
}

function resize() {
  const sheet = paper.querySelector(".sheet");
  if (sheet) {
    sheet.style.width = `${zoom}%`;
    const image = sheet.querySelector("img");
    if (zoom >= SHARPER_FROM && !image.src.includes("?")) image.src += "?dpi=220";
  }
  const flow = paper.querySelector(".flow");
  if (flow) flow.style.fontSize = `${zoom}%`;
  document.getElementById("zoom").value = `${zoom} %`;
}

function rescale(step) {
  zoom = ZOOMS[Math.min(Math.max(ZOOMS.indexOf(zoom) + step, 0), ZOOMS.length - 1)];
  resize();
}

function step(by) {
  const items = [...facts.querySelectorAll(".fact:not(.off)")];
  if (!items.length) return;
  const at = items.findIndex((one) => one.dataset.fact === chosen);
  const start = Math.max(items.findIndex((one) => Number(one.dataset.part) >= shown), 0);
  const next = items[at < 0 ? start : Math.min(Math.max(at + by, 0), items.length - 1)];
  next.querySelector(".pick").focus({ preventScroll: true });
  choose(next.dataset.fact, { from: "list" });
}

paper.addEventListener("click", pick);
facts.addEventListener("click", (event) => {
  const item = event.target.closest(".fact");
  const heading = event.target.closest("[data-turn]");
  if (item) choose(item.dataset.fact, { from: "list" });
  else if (heading) turn(Number(heading.dataset.turn));
});
turner.addEventListener("change", () => turn(Number(turner.value)));
document.getElementById("previous").addEventListener("click", () => turn(shown - 1));
document.getElementById("next").addEventListener("click", () => turn(shown + 1));
document.getElementById("smaller").addEventListener("click", () => rescale(-1));
document.getElementById("larger").addEventListener("click", () => rescale(1));
document.querySelector(".kinds").addEventListener("change", (event) => show(event.target.value, event.target.checked));
window.addEventListener("hashchange", () => choose(decodeURIComponent(location.hash.slice(1)), { from: "link" }));

const KEYS = {
  ArrowLeft: () => turn(shown - 1),
  ArrowRight: () => turn(shown + 1),
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  "+": () => rescale(1),
  "=": () => rescale(1),
  "-": () => rescale(-1),
  Escape: () => { chosen = null; mark(null); settle(); },
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, summary")) return;
  // the arrows scroll the paper where the keyboard is on it
  if (event.target === paper && event.key.startsWith("Arrow") && /Up|Down/.test(event.key)) return;
  const act = KEYS[event.key];
  if (act) { event.preventDefault(); act(); }
});

// Lists of other pages are fetched when they come into view.
const watcher = new IntersectionObserver((entries) => {
  entries.filter((one) => one.isIntersecting).forEach((one) => {
    const number = Number(one.target.dataset.part);
    if (one.target.hasAttribute("data-unloaded")) load(number).then((found) => fillList(number, found.lines)).catch(() => {});
  });
}, { root: facts });
facts.querySelectorAll(".facts-of[data-unloaded]").forEach((one) => watcher.observe(one));

const wanted = decodeURIComponent(location.hash.slice(1));
settle();
if (wanted) {
  choose(wanted, { from: "link" });
} else {
  const own = facts.querySelector(`.facts-of[data-part="${shown}"]`);
  if (own) facts.scrollTop += own.getBoundingClientRect().top - facts.getBoundingClientRect().top;
}
document.documentElement.dataset.ready = "yes";
