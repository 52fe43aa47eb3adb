package reader

import "bytes"

// notText recognises, by their first bytes, the files that people import by
// mistake, and returns what such a file is and what to do; "" for any other.
func notText(src []byte) (what, remedy string) {
	const (
		saveAs     = "save it as plain text (UTF-8) in the program that made it"
		saveNew    = "save it as .docx or .xlsx in the program that made it"
		copyOut    = "copy its text into a text file, or export it as text"
		transcribe = "transcribe the recording first, and import the transcript"
		unpack     = "unpack it, and import the files inside"
	)
	starts := func(magic string) bool { return bytes.HasPrefix(src, []byte(magic)) }
	at := func(offset int, magic string) bool {
		return len(src) >= offset && bytes.HasPrefix(src[offset:], []byte(magic))
	}
	switch {
	case starts(zipMagic):
		return zipped(src, saveAs, unpack)
	case starts("%PDF-"):
		return "a PDF", copyOut
	case starts(`{\rtf`):
		return "a rich text file (RTF)", saveAs
	case starts("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") && bytes.Contains(src, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")):
		return "an Office file that a password protects", "save it without the password in the program that made it"
	case starts("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
		return "an old Office file (.doc, .xls)", saveNew
	case starts("version https://git-lfs.github.com/spec/"):
		return "a pointer to a file that Git LFS keeps elsewhere", "fetch the file itself with: git lfs pull"
	case starts("SQLite format 3\x00"):
		return "an SQLite database", copyOut
	case starts("\x1f\x8b"), starts("7z\xbc\xaf\x27\x1c"), starts("Rar!\x1a\x07"):
		return "a compressed archive", unpack
	case starts("\x89PNG\r\n"), starts("\xff\xd8\xff"), starts("GIF87a"), starts("GIF89a"):
		return "an image", "turn it into text first, with a program that reads print"
	case starts("ID3\x02"), starts("ID3\x03"), starts("ID3\x04"), starts("\xff\xfb"), starts("OggS\x00"), starts("fLaC\x00"),
		starts("RIFF") && at(8, "WAVE"), at(4, "ftyp"), starts("\x1aE\xdf\xa3"):
		return "a recording", transcribe
	case starts("ooBinaryFile"):
		return "a binary file of Praat", "save it in Praat as a text file"
	case starts("\x7fELF"), starts("\xcf\xfa\xed\xfe"):
		return "a program", copyOut
	}
	return "", ""
}

// zipped tells office documents from other zip files by their parts.
func zipped(src []byte, saveAs, unpack string) (what, remedy string) {
	// The part with the type of an OpenDocument file is the first, and not compressed.
	const longest = 200
	typed := func(kind string) bool { return bytes.Contains(src[:min(longest, len(src))], []byte(kind)) }
	switch {
	case isZip(src, "word/document"):
		return "a Word document (.docx)", saveAs
	case isZip(src, "xl/workbook"):
		return "an Excel workbook (.xlsx)", saveAs
	case typed("opendocument.spreadsheet"):
		return "an OpenDocument spreadsheet (.ods)", "save it as .xlsx or .csv in the program that made it"
	case typed("opendocument.text"):
		return "an OpenDocument text (.odt)", saveAs
	}
	return "a zip archive", unpack
}
