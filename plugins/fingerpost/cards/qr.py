"""The one door to segno."""

import io


def svg(address: str) -> str:
    """An address as a QR code of level M with a margin of four modules, black on white."""
    import segno

    out = io.BytesIO()
    segno.make_qr(address, error="m", boost_error=False).save(
        out, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False, omitsize=True
    )
    return out.getvalue().decode()
