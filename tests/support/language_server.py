"""A client of the language server that editors start for YAML: enough of its protocol to ask what an author asks."""

from __future__ import annotations

import itertools
import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = Path(__file__).parents[1] / "editor"
SERVER = FOLDER / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
SETTINGS = {"yaml": {"schemaStore": {"enable": False}, "hover": True, "completion": True, "validate": True}}
CURSOR = "│"


class LanguageServer:
    """One running server. Documents live in memory; each question opens a new one.

    It may be told which folder is open, and which schema is for which files there.
    """

    def __init__(self, *, root: Path | None = None, schemas: Mapping[str, object] | None = None) -> None:
        assert SERVER.exists(), "The language server is not installed. Run: npm ci --prefix tests/editor"
        self._numbers = itertools.count(1)
        self._settings = {"yaml": SETTINGS["yaml"] | {"schemas": dict(schemas or {})}}
        self._process = subprocess.Popen(
            ["node", SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        completion = {"completionItem": {"snippetSupport": True}}
        can = {"textDocument": {"completion": completion}, "workspace": {"configuration": True}}
        self._ask("initialize", {"processId": None, "rootUri": root and root.as_uri(), "capabilities": can})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": self._settings})

    def close(self) -> None:
        """End the server."""
        self._ask("shutdown", None)
        self._tell("exit", None)
        self._process.communicate(timeout=10)

    def diagnostics(self, text: str, *, path: Path | None = None) -> list[dict[str, Any]]:
        """What an editor would underline, in a file that is said to be at `path`."""
        uri = self._open(text, path)
        for message in self._messages():
            match message:
                case {"method": "textDocument/publishDiagnostics", "params": {"uri": about, "diagnostics": found}}:
                    if about == uri:
                        return list(found)
        raise AssertionError("The language server ended.")

    def completions(self, text: str) -> list[dict[str, Any]]:
        """What an editor would offer where the cursor stands."""
        result = self._at_cursor("textDocument/completion", text)
        return list(result["items"] if isinstance(result, dict) else result or [])

    def hover(self, text: str) -> str:
        """What an editor would show for the word at the cursor."""
        result = self._at_cursor("textDocument/hover", text)
        return str(result["contents"]["value"]) if result else ""

    def _at_cursor(self, method: str, text: str) -> Any:  # noqa: ANN401 - whatever the protocol answers
        before, _, after = text.partition(CURSOR)
        uri = self._open(before + after)
        place = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return self._ask(method, {"textDocument": {"uri": uri}, "position": place})

    def _open(self, text: str, path: Path | None = None) -> str:
        uri = path.as_uri() if path else f"file:///in-memory/{next(self._numbers)}.yaml"
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def _ask(self, method: str, params: Any) -> Any:  # noqa: ANN401
        number = next(self._numbers)
        self._write({"id": number, "method": method, "params": params})
        for message in self._messages():
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]
        raise AssertionError("The language server ended.")

    def _tell(self, method: str, params: Any) -> None:  # noqa: ANN401
        self._write({"method": method, "params": params})

    def _messages(self) -> Iterator[dict[str, Any]]:
        """What the server says; what it asks of its editor is answered on the way."""
        while message := self._read():
            match message:
                case {"method": "workspace/configuration", "id": number, "params": {"items": items}}:
                    self._write({"id": number, "result": [self._settings.get(item["section"]) for item in items]})
                case {"method": _, "id": number}:
                    self._write({"id": number, "result": None})
                case _:
                    yield message

    def _write(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        """One message; nothing when the server has ended."""
        stream = self._process.stdout
        assert stream is not None
        length = 0
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        return dict(json.loads(stream.read(length))) if length else {}
