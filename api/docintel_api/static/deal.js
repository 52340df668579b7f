// A customer's documents: sends files one by one, and keeps the list fresh while something is being read.
"use strict";

const table = document.getElementById("documents");
const live = document.getElementById("live");
const form = document.getElementById("upload");
const WAITING = '[data-state="accepted"], [data-state="reading"]';
const AT_ONCE = 3;
const queue = [];
let sending = 0;
let stream = null;
let timer = null;

async function refresh() {
  const answer = await fetch(table.dataset.rows, { headers: { Accept: "text/html" } });
  if (answer.redirected || answer.status === 401) return location.reload();
  if (!answer.ok) return;
  const parsed = new DOMParser().parseFromString(`<table>${await answer.text()}</table>`, "text/html");
  table.tBodies[0].replaceChildren(...[...parsed.querySelectorAll("tr")].map((row) => document.importNode(row, true)));
  document.getElementById("none").hidden = table.tBodies[0].rows.length > 0;
  watch();
}

// Events where the service sends them, else a look every three seconds; neither once everything is read and the
// profile knows of it.
function watch() {
  const waiting = table.querySelectorAll(WAITING).length;
  live.textContent = waiting ? `正在读取 ${waiting} 个文件，自动更新。 ${waiting} being read; this list updates itself.` : "";
  clearTimeout(timer);
  if (!waiting && !table.querySelector("[data-folding]")) {
    stream?.close();
    stream = null;
    return;
  }
  if (!stream && window.EventSource) {
    stream = new EventSource(table.dataset.events);
    for (const kind of ["message", "document", "state"]) stream.addEventListener(kind, () => soon(200));
  }
  soon(3000);
}

function soon(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(() => refresh().catch(() => soon(5000)), milliseconds);
}

function add(files) {
  for (const file of files) {
    const row = document.createElement("li");
    const name = document.createElement("span");
    const bar = document.createElement("progress");
    const state = document.createElement("span");
    name.textContent = file.name;
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    state.textContent = "等待 waiting";
    row.append(bar, name, state);
    document.getElementById("sending").append(row);
    queue.push({ file, bar, state });
  }
  next();
}

function next() {
  while (sending < AT_ONCE && queue.length) send(queue.shift());
}

function send({ file, bar, state }) {
  sending += 1;
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append("file", file, file.name);
  request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; });
  request.addEventListener("loadend", () => {
    sending -= 1;
    report(request, bar, state);
    next();
    soon(150);
  });
  state.textContent = "上传中 sending";
  request.open("POST", form.dataset.post);
  request.send(body);
}

function report(request, bar, state) {
  let answer = null;
  try { answer = JSON.parse(request.responseText); } catch { answer = null; }
  const result = answer?.documents?.[0];
  const problem = result?.problem?.detail ?? (request.status === 202 ? null : answer?.detail);
  if (request.status === 202 && !problem) {
    bar.value = 1;
    state.textContent = result?.already_there ? "✓ 已有此文件 it was there already" : "✓ 已接收 accepted";
    state.className = "say ok";
  } else {
    state.textContent = `✕ ${problem ?? "没有送达，请重试。 It did not arrive; try again."}`;
    state.className = "say wrong";
  }
}

if (form) {
  document.getElementById("files").addEventListener("change", (event) => { add(event.target.files); event.target.value = ""; });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    add(event.dataTransfer.files);
  });
}
watch();
