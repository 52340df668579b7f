"""What the API says of itself holds: requests made up from its schema never end in a failure of ours."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.service.processes import client, free_port, running, wait_until_ready

from docintel.records import Customer
from docintel.store.blobs import Blobs
from docintel.store.opening import open_store

_EXAMPLES, _SEED = 12, 20261122


@pytest.mark.slow
def test_no_request_that_the_schema_allows_or_forbids_ends_in_a_500(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'deal.db'}"
    store = open_store(url, Blobs.open(str(tmp_path / "docintel-blobs")))
    store.save_customer(Customer(id="C1", name="澜川新能源有限公司"))
    _, token = store.keys.add("test")
    port, log = free_port(), tmp_path / "log"
    serve = ["serve", "--port", str(port), "--workers", "0"]
    with running(serve, {"DOCINTEL_DATABASE_URL": url}, log) as service, client(port, token) as caller:
        assert wait_until_ready(caller, service)
        schema = tmp_path / "openapi.json"
        schema.write_text(json.dumps(caller.get("/openapi.json").json()), encoding="utf-8")
        command = [
            str(Path(sys.executable).with_name("schemathesis")), "run", str(schema), "--url", f"http://127.0.0.1:{port}",
            "--checks", "not_a_server_error", "--max-examples", str(_EXAMPLES), "--seed", str(_SEED),
            "--header", f"Authorization: Bearer {token}", "--exclude-path-regex", "/events$", "--no-color",
        ]  # fmt: skip
        ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=600)
        assert ended.returncode == 0, ended.stdout[-3000:]
        assert caller.get("/readyz").status_code == 200
    assert '"status": 500' not in log.read_text(encoding="utf-8")
    store.close()
