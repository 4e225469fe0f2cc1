"""The XMP packet that tells what kind of document this is: PDF/A-2a and PDF/UA-1."""

from datetime import datetime
from xml.sax.saxutils import escape

_ABOUT = 'rdf:Description rdf:about=""'
_UA_NAMESPACE = "http://www.aiim.org/pdfua/ns/id/"
_PACKET = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<{_ABOUT} xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<{_ABOUT} xmlns:pdfuaid="{_UA_NAMESPACE}"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<{_ABOUT} xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{{title}}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{{author}}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{{subject}}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{{language}}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<{_ABOUT} xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{{creator}}</xmp:CreatorTool>
<xmp:CreateDate>{{moment}}</xmp:CreateDate><xmp:ModifyDate>{{moment}}</xmp:ModifyDate>
</rdf:Description>
<{_ABOUT} xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{{producer}}</pdf:Producer><pdf:Keywords>{{keywords}}</pdf:Keywords>
</rdf:Description>
<{_ABOUT} xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{_UA_NAMESPACE}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289 that the document follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
"""
_PADDING = (" " * 99 + "\n") * 10  # room for a tool that edits the packet in place


def xmp_packet(
    *, title: str, author: str, subject: str, language: str, creator: str, producer: str, keywords: str, moment: datetime
) -> bytes:
    """Return the packet, in UTF-8. Each text must equal its counterpart in the document information."""
    texts = {
        "title": title,
        "author": author,
        "subject": subject,
        "language": language,
        "creator": creator,
        "producer": producer,
        "keywords": keywords,
    }
    filled = _PACKET.format(**{name: escape(text) for name, text in texts.items()}, moment=moment.isoformat("T", "seconds"))
    return (filled + _PADDING + '<?xpacket end="w"?>').encode()
