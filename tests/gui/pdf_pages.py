"""Plain PDFs for tests of what shows and prints them."""

import io

from reportlab.pdfgen.canvas import Canvas

A4 = (595, 842)


def pdf(count, words="", size=A4, ink=(0, 0, 0)):
    """A PDF of some pages; each has its number, ten lines, and these words."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    for page in range(count):
        canvas.bookmarkPage(f"p{page}")
        canvas.addOutlineEntry(f"Hoofdstuk {page + 1}", f"p{page}")
        canvas.setFillColorRGB(*ink)
        canvas.drawString(60, size[1] - 60, f"Bladzijde {page + 1} {words}")
        for line in range(10):
            canvas.drawString(60, size[1] - 90 - 20 * line, f"regel {line}")
        if page == 0:
            canvas.linkAbsolute("", f"p{count - 1}", (60, 60, 260, 90))
        canvas.showPage()
    canvas.save()
    return out.getvalue()
