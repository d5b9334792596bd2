"""What the interpreter is asked to do while a hostile article is read, stored and shown: nothing but that."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

PROGRAM = r"""
import json, sys
from pathlib import Path
import quotetrack
from quotetrack.export import EXPORTERS, write

folder = Path(sys.argv[1])

def work(text, name):
    article = quotetrack.Article(text, id=name, title=text, url="http://quotes.invalid/" + text[:20])
    results = list(quotetrack.pipe([article, article]))
    with quotetrack.Tracker(folder / f"{name}.db") as tracker:
        tracker.add_many(results)
        tracker.add(article)
        people = tracker.speakers()
        tracker.quotes(about=text[:40]); tracker.kwic("no"); tracker.statements()
        list(tracker.export())
    for format in ("jsonl", "csv", "w3c", "schema.org", "conll"):
        write(results[:1], format, folder / f"{name}{EXPORTERS[format].suffix}")
    write(results[:1], "html", folder / f"{name}.html")
    return len(results[0])

hostile = (
    "“__import__('os').system('touch owned'),” said {{7*7}} ${IFS} Ada Obi of /etc/passwd. “../../etc/shadow,” she "
    "said. “http://quotes.invalid/x.js and file:///etc/hostname,” said <script>alert(1)</script> Ben Kerr, the mayor."
)
work("“No,” said Ada Obi, the mayor. “Yes,” Ben Kerr replied.", "calm")  # what is imported on the way is imported now
seen = []
sys.addaudithook(lambda event, given: seen.append((event, str(given[0])[:200] if given else "")))
found = work(hostile, "hostile")
print(json.dumps([found, seen]))
"""
NEVER = (
    "pickle.", "marshal.", "compile", "exec", "ctypes.", "subprocess.", "os.system", "os.exec", "os.posix_spawn",
    "os.spawn", "os.fork", "os.putenv", "socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.",
)  # fmt: skip


def test_nothing_of_an_article_is_run_fetched_or_opened(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    found, seen = json.loads(done.stdout)
    assert found >= 2, "the article was not read"
    assert [(event, given) for event, given in seen if event.startswith(NEVER)] == []
    package = Path(__file__).parents[1] / "quotetrack"
    opened = {given for event, given in seen if event == "open" and not given.isdecimal()}
    assert [
        path for path in opened if not Path(path).is_relative_to(tmp_path) and package not in Path(path).parents
    ] == []
    assert any(event == "sqlite3.connect" for event, _ in seen), "the hook saw nothing"
    assert {path.name for path in tmp_path.iterdir()} >= {"hostile.db", "hostile.html", "hostile.jsonl"}
    assert not {path.name for path in tmp_path.iterdir()} & {"owned"} and not Path("owned").exists()
