package reader

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// numberFormat is what a cell shows of a number: itself, or a date or time that
// is kept as days.
type numberFormat struct {
	date, hours, seconds bool
	minutes              bool // a time; of the hour, where hours is not set
	elapsed              bool // hours go on after 24
}

// builtIn are the formats of dates and times that have a number and no code
// (ECMA-376, part 1, 18.8.30). East Asian ones are written as the codes of what
// they show.
var builtIn = map[int]string{
	14: "yyyy-mm-dd", 15: "yyyy-mm-dd", 16: "mm-dd", 17: "yyyy-mm", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm",
	27: "yyyy-mm-dd", 28: "yyyy-mm-dd", 29: "yyyy-mm-dd", 30: "yyyy-mm-dd", 31: "yyyy-mm-dd", 32: "h:mm", 33: "h:mm:ss", 34: "h:mm", 35: "h:mm:ss", 36: "yyyy-mm-dd",
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
	50: "yyyy-mm-dd", 51: "yyyy-mm-dd", 52: "yyyy-mm-dd", 53: "yyyy-mm-dd", 54: "yyyy-mm-dd", 55: "h:mm", 56: "h:mm:ss", 57: "yyyy-mm-dd", 58: "yyyy-mm-dd",
}

// readStyles reads which format each style of cells has.
func (b *workbook) readStyles(ctx context.Context, part string) error {
	const most = 1 << 16 // styles that a program can make
	codes := map[string]string{}
	inCells := false
	return b.elements(ctx, part, func(e element, _ *xmlTokens) error {
		switch e.Name.Local {
		case "numFmt":
			codes[e.attr("numFmtId")] = e.attr("formatCode")
		case "cellXfs":
			inCells = true
		case "cellStyles", "cellStyleXfs", "dxfs":
			inCells = false
		case "xf":
			if !inCells {
				return nil
			}
			id := e.attr("numFmtId")
			code, own := codes[id]
			if !own {
				n, _ := strconv.Atoi(id)
				code = builtIn[n]
			}
			if b.formats = append(b.formats, parseFormat(code)); len(b.formats) > most {
				return errTooLong
			}
		}
		return nil
	})
}

// parseFormat reads the code of a number format (ECMA-376, part 1, 18.8.31) as
// far as it tells dates and times from numbers: its first section, without
// quoted text, escaped characters, colours and conditions. An m beside hours or
// seconds is a minute, and else a month.
func parseFormat(code string) numberFormat {
	var f numberFormat
	month := false
	for i := 0; i < len(code); i++ {
		switch c := code[i] | 0x20; {
		case code[i] == '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				return f
			}
			i += end + 1
		case code[i] == '\\' || code[i] == '_' || code[i] == '*':
			i++
		case code[i] == '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return f
			}
			if unit := strings.ToLower(code[i+1 : i+end]); unit != "" && strings.Trim(unit, unit[:1]) == "" && strings.Contains("hms", unit[:1]) {
				f.elapsed, f.minutes = true, true
				f.hours = f.hours || unit[0] == 'h'
				f.seconds = f.seconds || unit[0] == 's'
			}
			i += end
		case code[i] == ';':
			i = len(code)
		case c == 'y' || c == 'd':
			f.date = true
		case c == 'h':
			f.hours = true
		case c == 's':
			f.seconds = true
		case c == 'm':
			month = true
		case strings.HasPrefix(strings.ToLower(code[i:]), "general"):
			i += len("general") - 1
		}
	}
	if f.hours || f.seconds {
		f.minutes = true
	} else if month && !f.minutes {
		f.date = true
	}
	return f
}

// show returns what a cell with a number shows. Dates are as ISO 8601 has them,
// and a number has the fifteen digits that spreadsheets keep.
func (f numberFormat) show(value string, epoch int) string {
	value = strings.TrimSpace(value)
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return value
	}
	const longest = 3_000_000 // days to the year 9999
	if !f.date && !f.minutes || n < 0 || n > longest {
		return number15(value, n)
	}
	ms := int64(math.Round(n * 24 * 60 * 60 * 1000))
	if f.date {
		day := time.Date(1899, time.December, 30+epoch, 0, 0, 0, 0, time.UTC)
		if epoch == 0 && n < 60 { // the 29th of February that 1900 has not had
			day = day.AddDate(0, 0, 1)
		}
		at := day.Add(time.Duration(ms) * time.Millisecond)
		if !f.minutes {
			return at.Format(time.DateOnly)
		}
		return at.Format("2006-01-02T15:04:05")
	}
	if !f.elapsed {
		ms %= 24 * 60 * 60 * 1000
	}
	return f.clock(ms)
}

// clock writes a time of the day, or one that has passed.
func (f numberFormat) clock(ms int64) string {
	hours, minutes, seconds := ms/3_600_000, ms/60_000%60, ms/1000%60
	out := fmt.Sprintf("%d:%02d", hours, minutes)
	if !f.hours && hours == 0 {
		out = fmt.Sprintf("%02d", minutes)
	}
	if f.seconds || !f.hours {
		out += fmt.Sprintf(":%02d", seconds)
	}
	if rest := ms % 1000; rest != 0 && f.seconds {
		out += fmt.Sprintf(".%03d", rest)
	}
	return out
}

// number15 writes a number as a spreadsheet does: whole ones without a fraction.
func number15(value string, n float64) string {
	if digits := strings.TrimLeft(value, "-"); len(digits) > 15 && strings.Trim(digits, "0123456789") == "" {
		return value
	}
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	if size := math.Abs(rounded); size != 0 && (size >= 1e21 || size < 1e-9) {
		return strconv.FormatFloat(rounded, 'g', -1, 64)
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}
