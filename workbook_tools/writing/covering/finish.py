"""The finished package: no clock's time, no picture, nothing about the machine, so that the same inputs give the same bytes."""

import re
import zipfile
from io import BytesIO

FIXED = (1980, 1, 1, 0, 0, 0)  # the earliest time that a package can state
THUMBNAIL = "docProps/thumbnail.jpeg"  # of the template
LEFT_OUT = {
    "_rels/.rels": re.compile(rb"<Relationship [^>]*thumbnail\.jpeg[^>]*/>"),
    "[Content_Types].xml": re.compile(rb'<Default [^>]*Extension="jpeg"[^>]*/>'),
}
PROGRAM = "docProps/app.xml"
OWN_PROGRAM = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>workbook-tools</Application></Properties>"
)


def is_as_written(content: bytes) -> bool:
    """Whether a document is as `finish` left it: any program that saves it names itself."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return PROGRAM in package.namelist() and package.read(PROGRAM) == OWN_PROGRAM


def finish(content: bytes) -> bytes:
    """The document that python-docx saved, without what its template and the clock put in."""
    finished = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(finished, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            if info.filename == THUMBNAIL:
                continue
            data = OWN_PROGRAM if info.filename == PROGRAM else source.read(info)
            if without := LEFT_OUT.get(info.filename):
                data = without.sub(b"", data)
            part = zipfile.ZipInfo(info.filename, FIXED)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, data)
    return finished.getvalue()
