"""A real Chromium driven over its DevTools pipe: open, evaluate, click, screenshot. Needs no driver and no package."""

import base64
import itertools
import json
import os
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from select import select
from typing import Any

import pytest

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--remote-debugging-pipe",
)  # fmt: skip


class Chromium:
    """One browser; skips the test where there is none."""

    def __init__(self, folder: Path, *, width: int = 1280, height: int = 800) -> None:
        binary = shutil.which("chromium") or shutil.which("chromium-browser")
        if binary is None:
            pytest.skip("no Chromium here: apt-get install chromium")
        self._read, theirs_out = os.pipe()
        theirs_in, self._write = os.pipe()
        ends = (theirs_in, theirs_out)

        def take_ends() -> None:
            # the browser reads file 3 and writes file 4; the ends may have these very numbers
            high = [os.dup(end) for end in ends]
            for place, end in zip((3, 4), high, strict=True):
                os.dup2(end, place)

        command = [binary, *FLAGS, f"--window-size={width},{height}", f"--user-data-dir={folder / 'profile'}"]
        self._process = subprocess.Popen(
            [*command, "about:blank"], preexec_fn=take_ends, pass_fds=(3, 4, *ends), stderr=subprocess.DEVNULL
        )
        for end in ends:
            os.close(end)
        self._numbers = itertools.count(1)
        self._buffer = b""
        self.messages: list[dict[str, Any]] = []
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log", "DOM"):
            self.ask(f"{domain}.enable")
        self.resize(width, height)

    def __enter__(self) -> "Chromium":
        return self

    def __exit__(self, *_error: object) -> None:
        with suppress(OSError, TimeoutError):
            self._ask("Browser.close")
        self._process.wait(20)
        os.close(self._read)
        os.close(self._write)

    def resize(self, width: int, height: int) -> None:
        """Show pages at this size (CSS pixels)."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One DevTools command about the page."""
        return self._ask(method, self._session, **parameters)

    def open(self, url: str, *, until: str = "document.readyState === 'complete'") -> None:
        """Go to an address and wait until an expression holds."""
        # a change of the fragment alone loads nothing
        self.ask("Page.navigate", url="about:blank")
        self.ask("Page.navigate", url=url)
        self.wait(f"location.href !== 'about:blank' && {until}")

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page."""
        found = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in found:
            raise AssertionError(found["exceptionDetails"])
        return found["result"].get("value")

    def wait(self, expression: str, *, seconds: float = 20) -> Any:
        """Wait until an expression is true, and return it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with suppress(AssertionError):
                if found := self.evaluate(f"((found) => found instanceof Node ? true : found)({expression})"):
                    return found
            time.sleep(0.05)
        raise AssertionError(f"never true: {expression}")

    def click(self, selector: str, *, seconds: float = 20) -> None:
        """Click the middle of the first element that a selector finds, once it stays where it is."""
        last, end = None, time.monotonic() + seconds
        while time.monotonic() < end:
            # what comes into view may load and push the rest away: a hand would follow it, too
            place = self.evaluate(f"""new Promise((found) => requestAnimationFrame(() => {{
                const one = document.querySelector({json.dumps(selector)});
                one.scrollIntoView({{block: "center"}});
                const box = one.getClientRects()[0];
                found([box.left + box.width / 2, box.top + box.height / 2]);
            }}))""")
            if place == last:
                return self.click_at(*place)
            last = place
            time.sleep(0.2)
        raise AssertionError(f"never still: {selector}")

    def click_at(self, x: float, y: float) -> None:
        """Press and release the mouse at a place of the window (CSS pixels)."""
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def press(self, key: str) -> None:
        """Press a key, as "ArrowRight"."""
        for kind in ("keyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=key)

    def screenshot(self, path: Path) -> bytes:
        """The window as PNG."""
        data = base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"])
        path.write_bytes(data)
        return data

    def complaints(self) -> list[str]:
        """What the page's scripts and its policy complained of so far."""
        self.evaluate("1")
        found = []
        for message in self.messages:
            if message["method"] == "Log.entryAdded":
                found.append(message["params"]["entry"]["text"])
            if message["method"] == "Runtime.exceptionThrown":
                found.append(json.dumps(message["params"]["exceptionDetails"]))
        return found

    def _ask(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        command: dict[str, Any] = {"id": number, "method": method, "params": parameters}
        if session is not None:
            command["sessionId"] = session
        os.write(self._write, json.dumps(command).encode() + b"\0")
        end = time.monotonic() + 60
        while time.monotonic() < end:
            message = self._next(end)
            if message.get("id") == number:
                if "error" in message:
                    raise AssertionError(f"{method}: {message['error']}")
                found: dict[str, Any] = message["result"]
                return found
            if "method" in message:
                self.messages.append(message)
        raise TimeoutError(method)

    def _next(self, end: float) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            if not select([self._read], [], [], max(0.0, end - time.monotonic()))[0]:
                raise TimeoutError("Chromium does not answer")
            piece = os.read(self._read, 1 << 20)
            if not piece:
                raise OSError("Chromium is gone")
            self._buffer += piece
        line, _, self._buffer = self._buffer.partition(b"\0")
        found: dict[str, Any] = json.loads(line)
        return found
