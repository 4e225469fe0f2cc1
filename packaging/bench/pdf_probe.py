"""Started by bench_pdf: writes one generated book, the program's way or the plain way, and prints what it took as JSON."""

import gc
import importlib.util
import io
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def book_of(meetings: int):
    """Return a generated book: the one of the tests."""
    place = importlib.util.spec_from_file_location("books", ROOT / "tests" / "report" / "books.py")
    books = importlib.util.module_from_spec(place)
    place.loader.exec_module(books)
    return books.book(meetings), books.NOW, books.book(1)


def ours(book, now) -> bytes:
    """Write a book as the program does."""
    from ef_desktop.report.logbook import write_logbook

    out = io.BytesIO()
    write_logbook(book, out, now=now)
    return out.getvalue()


def plain(book, _now) -> bytes:
    """Set the text of a book in the same letter with ReportLab's own paragraphs and tables, in one pass."""
    from xml.sax.saxutils import escape

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

    from ef_desktop.paths import resource

    for name in ("Regular", "SemiBold"):
        pdfmetrics.registerFont(TTFont(f"plain-{name}", str(resource("fonts", f"SourceSans3-{name}.ttf"))))
    body = ParagraphStyle("body", fontName="plain-Regular", fontSize=10.875, leading=15.75, spaceAfter=5)
    head = ParagraphStyle("head", fontName="plain-SemiBold", fontSize=14, leading=21, spaceAfter=8)
    kinds = {kind.id: kind.name for kind in book.kinds}

    def paragraph(text: str, style=body) -> Paragraph:
        return Paragraph(escape(text), style)

    story = [paragraph(book.title, head), paragraph(book.programme_name), PageBreak()]
    for meeting in book.meetings:
        story += [paragraph(f"{meeting.number}. {meeting.title}", head), paragraph(meeting.place), paragraph(meeting.goal)]
        rows = [
            [str(item.planned_start), paragraph(item.title), str(item.planned_minutes), str(item.real_minutes), item.led_by or ""]
            for item in meeting.agenda
        ]
        story.append(Table(rows, colWidths=(60, 240, 50, 50, 80), style=[("FONTNAME", (0, 0), (-1, -1), "plain-Regular")]))
        story += [paragraph(outcome.text) for outcome in meeting.top]
        for kind, name in kinds.items():
            of_kind = [outcome for outcome in meeting.outcomes if outcome.kind == kind]
            if of_kind:
                story.append(paragraph(f"{name} {len(of_kind)}", head))
            for outcome in of_kind:
                story.append(paragraph(outcome.text))
                told = (outcome.case_title, outcome.owner, outcome.due_on and str(outcome.due_on), outcome.status)
                if any(told):
                    story.append(paragraph(" · ".join(part for part in told if part)))
        story += [paragraph(part) for part in meeting.summary.splitlines()]
        story.append(PageBreak())
    for kind, name in kinds.items():  # the chapter of all outcomes says them once more
        story.append(paragraph(name, head))
        for meeting in book.meetings:
            story += [paragraph(outcome.text) for outcome in meeting.outcomes if outcome.kind == kind]
    out = io.BytesIO()
    SimpleDocTemplate(out).build(story)
    return out.getvalue()


def html(book) -> str:
    """Return the text of a book as a page of HTML."""
    from html import escape

    kinds = {kind.id: kind.name for kind in book.kinds}
    parts = [f"<h1>{escape(book.title)}</h1><p>{escape(book.programme_name)}</p>"]
    for meeting in book.meetings:
        parts.append(f"<h2 style='page-break-before: always'>{meeting.number}. {escape(meeting.title)}</h2>")
        parts.append(f"<p>{escape(meeting.place)}</p><p>{escape(meeting.goal)}</p><table>")
        for item in meeting.agenda:
            cells = (item.planned_start, item.title, item.planned_minutes, item.real_minutes, item.led_by or "")
            parts.append("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in cells) + "</tr>")
        parts.append("</table>" + "".join(f"<p>{escape(outcome.text)}</p>" for outcome in meeting.top))
        for kind, name in kinds.items():
            of_kind = [outcome for outcome in meeting.outcomes if outcome.kind == kind]
            if of_kind:
                parts.append(f"<h3>{escape(name)} {len(of_kind)}</h3>")
            for outcome in of_kind:
                told = (outcome.case_title, outcome.owner, outcome.due_on and str(outcome.due_on), outcome.status)
                parts.append(f"<p>{escape(outcome.text)}</p><p>{escape(' · '.join(part for part in told if part))}</p>")
        parts += [f"<p>{escape(part)}</p>" for part in meeting.summary.splitlines()]
    for kind, name in kinds.items():
        said = [outcome for meeting in book.meetings for outcome in meeting.outcomes if outcome.kind == kind]
        parts.append(f"<h2>{escape(name)}</h2>" + "".join(f"<p>{escape(outcome.text)}</p>" for outcome in said))
    style = "@page { size: A4 } body { font: 10.875pt/15.75pt 'Source Sans 3', sans-serif }"
    return f"<html lang='nl'><head><meta charset='utf-8'><style>{style}</style></head><body>{''.join(parts)}</body></html>"


def weasyprint(book, _now) -> bytes:
    """Set the text of a book by WeasyPrint, tagged."""
    from weasyprint import HTML

    return HTML(string=html(book)).write_pdf(pdf_variant="pdf/ua-1")


def libreoffice(book, _now) -> bytes:
    """Set the text of a book by LibreOffice; its memory is that of another process and is not told."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "boek.html"
        source.write_text(html(book), "utf-8")
        command = [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "pdf:writer_web_pdf_Export",
        ]
        subprocess.run([*command, "--outdir", folder, str(source)], check=True, stdout=subprocess.DEVNULL)
        return source.with_suffix(".pdf").read_bytes()


def peak() -> float | None:
    """Return the highest memory of this process so far in MB, None where the system does not tell."""
    # Not getrusage: there a process begins with the memory of the one that started it.
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
    except OSError:
        return None
    return next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM"))


def main(kind: str, meetings: int) -> None:
    """Write one book and print what it took; a small one first, so that imports and fonts are not counted."""
    import pikepdf

    write = {"ours": ours, "plain": plain, "weasyprint": weasyprint, "libreoffice": libreoffice}[kind]
    book, now, small = book_of(meetings)
    write(small, now)
    gc.collect()
    begin = time.perf_counter()
    data = write(book, now)
    seconds = time.perf_counter() - begin
    told = {"seconds": seconds, "bytes": len(data), "peak": None if kind == "libreoffice" else peak()}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        print(json.dumps({**told, "pages": len(pdf.pages)}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
