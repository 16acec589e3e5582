"""Reads a ZIP as anybody's Python does, and opens what is in it as a data package with frictionless, if that is there.

    read_zip.py FILE.zip"""

import json
import sys
import tempfile
import zipfile
from pathlib import Path

found = {"names": [], "frictionless": None}
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    for item in archive.infolist():
        assert item.date_time == (1980, 1, 1, 0, 0, 0), item
        found["names"].append(item.filename)
    package = json.loads(archive.read("datapackage.json"))
    for resource in package["resources"]:
        assert len(archive.read(resource["path"])) == resource["bytes"], resource["path"]
    try:
        import frictionless
    except ImportError:
        frictionless = None
    if frictionless:
        with tempfile.TemporaryDirectory() as folder:
            archive.extractall(folder)
            report = frictionless.validate(str(Path(folder) / "datapackage.json"))
            found["frictionless"] = report.valid
            assert report.valid, report.flatten(["type", "note"])
print(json.dumps(found))
