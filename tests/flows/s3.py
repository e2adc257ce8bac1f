"""A real S3 server on loopback."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fsspec  # type: ignore[import-untyped]  # it has no types


@contextmanager
def serve_s3(folder: Path) -> Iterator[str]:
    """Run an S3 server with a bucket, ``papers``; the environment says where it is, as for any other."""
    moto = Path(sys.executable).with_name("moto_server")
    log = folder / "s3.log"
    before = dict(os.environ)
    with log.open("wb") as output:
        process = subprocess.Popen([moto, "-H", "127.0.0.1", "-p", "0"], stdout=output, stderr=output)
        try:
            while "Running on http://127.0.0.1:" not in (text := log.read_text("utf-8")):
                assert process.poll() is None, text
            url = "http://127.0.0.1:" + text.partition("Running on http://127.0.0.1:")[2].split()[0]
            os.environ |= {
                "AWS_ENDPOINT_URL": url,
                "AWS_ACCESS_KEY_ID": "key",
                "AWS_SECRET_ACCESS_KEY": "secret",
                "AWS_DEFAULT_REGION": "us-east-1",
                "NO_PROXY": "127.0.0.1",
                "no_proxy": "127.0.0.1",
            }
            # Of an earlier server, fsspec would still know the address.
            fsspec.filesystem("s3", skip_instance_cache=True).mkdir("s3://papers")
            yield url
        finally:
            os.environ.clear()
            os.environ |= before
            process.terminate()
            process.wait()
