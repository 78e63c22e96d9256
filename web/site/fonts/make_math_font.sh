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

# Latin, Greek, punctuation and spaces; arrows and operators; italic, bold and bold italic alphabets of mathematics.
unicodes="U+20-7E,U+A0-FF,U+2B0-2DD,U+300-30C,U+338,U+391-3F6,U+2002-200A,U+2010-2027,U+2032-2037,U+2044,U+2061-2064"
unicodes="$unicodes,U+20D7,U+210E,U+2112,U+2115,U+2118,U+211B-211D,U+2124,U+2130-2133,U+2190-2199,U+21A6,U+21D0-21D5"
unicodes="$unicodes,U+2200-220D,U+220F-221E,U+2223-222B,U+2234-2237,U+223C,U+2243,U+2245,U+2248,U+2250,U+2254"
unicodes="$unicodes,U+2260-2265,U+226A,U+226B,U+2282-2287,U+2295-2299,U+22A4-22A5,U+22C0-22C5,U+22EE-22F1"
unicodes="$unicodes,U+2308-230B,U+23B4-23B5,U+23DC-23DF,U+27E8-27E9,U+2A7D-2A7E"
unicodes="$unicodes,U+1D400-1D467,U+1D6A4-1D6DA,U+1D6DC-1D714"

# The licence (OFL 1.1) reserves the name STIX, so the cut bears another.
/usr/bin/python3 -m fontTools.subset "$font" --unicodes="$unicodes" --layout-features=ssty,flac,dtls --no-hinting --desubroutinize \
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
assert "MATH" in font, "the cut has lost its MATH table"
font.flavor = "woff2"
font.save(sys.argv[2])
PY
ls -l "$here/livefig-math.woff2"
