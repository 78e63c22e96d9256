#!/usr/bin/env bash
# Cuts livefig-math.woff2 out of STIX Math 1.1.1 (Debian's fonts-stix): the glyphs that lessons can need, with the MATH table.
# Run by hand when a lesson needs a character outside the list; needs apt, dpkg-deb and Debian's python3-fonttools, python3-brotli.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download fonts-stix
dpkg-deb -x fonts-stix_*.deb root
font=root/usr/share/fonts/opentype/stix-word/STIXMath-Regular.otf

# ASCII, Greek, the marks and spaces around formulas; arrows and operators; the italic alphabets.
unicodes="U+20-7E,U+A0,U+AC,U+B1,U+B7,U+D7,U+F7,U+2C6,U+2DC,U+302-304,U+307,U+308,U+338,U+391-3A9,U+3B1-3C9,U+3D1,U+3D5,U+3F1,U+3F5"
unicodes="$unicodes,U+2002-200A,U+2026,U+2032,U+2033,U+2044,U+2061-2064,U+20D7,U+210E,U+2112,U+211D,U+2190-2194,U+21A6,U+21D0,U+21D2,U+21D4"
unicodes="$unicodes,U+2200,U+2202,U+2203,U+2205-2208,U+220F,U+2211-2213,U+2217,U+2218,U+221A,U+221D,U+221E,U+2223,U+2225,U+2227-222B"
unicodes="$unicodes,U+223C,U+2248,U+2254,U+2260,U+2261,U+2264,U+2265,U+226A,U+226B,U+2282,U+2286,U+2295,U+2297,U+2299,U+22A4,U+22C5,U+22EE-22F1"
unicodes="$unicodes,U+2308-230B,U+23DE,U+23DF,U+27E8,U+27E9,U+1D434-1D467,U+1D6FC-1D71B"

# The licence (OFL 1.1) reserves the name STIX, so the cut bears another.
/usr/bin/python3 -m fontTools.subset "$font" --unicodes="$unicodes" --layout-features='' --no-hinting --desubroutinize \
  --name-IDs='0,1,2,3,4,5,6,13,14' --output-file=cut.otf
/usr/bin/python3 - cut.otf "$here/livefig-math.woff2" <<'PY'
import sys
from fontTools.ttLib import TTFont
font = TTFont(sys.argv[1])
names = {1: "Livefig Math", 2: "Regular", 3: "Livefig Math 1.0", 4: "Livefig Math", 6: "LivefigMath"}
for record in font["name"].names:
    if record.nameID in names:
        record.string = names[record.nameID]
top = font["CFF "].cff
top.fontNames[0] = "LivefigMath"
top[0].FullName = top[0].FamilyName = "Livefig Math"
# Browsers throw the whole MATH table away when one part of a stretchy glyph is missing: name its character above then.
variants = font["MATH"].table.MathVariants
present = set(font.getGlyphOrder())
for coverage, constructions in (
    (variants.VertGlyphCoverage, variants.VertGlyphConstruction),
    (variants.HorizGlyphCoverage, variants.HorizGlyphConstruction),
):
    for glyph, construction in zip(coverage.glyphs, constructions):
        assembly = construction.GlyphAssembly.PartRecords if construction.GlyphAssembly else []
        used = [part.glyph for part in assembly] + [record.VariantGlyph for record in construction.MathGlyphVariantRecord]
        missing = [name for name in used if name not in present]
        assert not missing, f"{glyph} stretches with glyphs that the cut has not: {missing}"
font.flavor = "woff2"
font.save(sys.argv[2])
PY
ls -l "$here/livefig-math.woff2"
