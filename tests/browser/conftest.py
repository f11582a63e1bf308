"""The real guide, built once for all workers and served on a port of its own, and a headless Chromium."""

from __future__ import annotations

import fcntl
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from kb.cli.pipeline import build_site, check_guide
from kb.cli.progress import Progress

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The finished site. With several workers, the first that gets here builds and the others wait for it."""
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent
    root = shared / "guide"
    with (shared / "guide.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "site" / "index.html").is_file():
            shutil.rmtree(root, ignore_errors=True)
            shutil.copytree(ROOT / "concepts", root / "concepts")
            for name in ("mkdocs.yml", "pyproject.toml"):
                shutil.copy(ROOT / name, root / name)
            quiet = Progress(quiet=True)
            checked = check_guide(root, quiet)
            errors = [f"{one.path}: {one.code} {one.finding.message}" for one in checked.report.problems]
            assert checked.sound, errors
            build_site(checked, quiet)
    return root / "site"


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """`master` where pytest-xdist is not in use; the plugin's own fixture of this name stands in otherwise."""
    workerinput: dict[str, str] = getattr(request.config, "workerinput", {})
    return workerinput.get("workerid", "master")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """As a host of static files does, answer with the guide's own page where nothing is found."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None


@pytest.fixture(scope="session")
def base(site: Path) -> Iterator[str]:
    """The address of the served site, ending in a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium. A machine without it fails these tests: what nobody looked at must not look tested."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("no `chromium` on this machine; on Debian: apt-get install chromium", pytrace=False)
    with sync_playwright() as playwright:
        # In a container there is no user namespace for the sandbox, and /dev/shm is small.
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
        started = playwright.chromium.launch(executable_path=path, args=arguments)
        yield started
        started.close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[Visit]:
    """Opens a page of the site in a fresh context: `visit(path, width=390, color_scheme="dark", …)`.

    `page.asked` is not Playwright's: the addresses that the page requested stand in the list `page.kb_requests`.
    """
    contexts: list[BrowserContext] = []

    def open_page(path: str, *, width: int = 1280, height: int = 900, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.kb_requests = []  # type: ignore[attr-defined]
        page.on("request", lambda request: page.kb_requests.append(request.url))  # type: ignore[attr-defined]
        page.goto(base + path, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()
