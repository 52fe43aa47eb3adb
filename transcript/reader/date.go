package reader

import (
	"time"
)

// dates are 2021-02-03 and 20210203, the second also glued to letters as in
// Zoom's GMT20210203-141500.
var dates = pattern(`\d+(?:-\d+)*`)

// date returns the first day of the years 1900 to 2099 that a file's name
// holds, as YYYY-MM-DD, or "".
func date(base string) string {
	for _, digits := range dates().FindAllString(base, -1) {
		for _, form := range []string{time.DateOnly, "20060102"} {
			if len(digits) < len(form) || len(digits) > len(form) && digits[len(form)] != '-' {
				continue
			}
			day, err := time.Parse(form, digits[:len(form)])
			if err == nil && day.Year() >= 1900 && day.Year() < 2100 {
				return day.Format(time.DateOnly)
			}
		}
	}
	return ""
}

// days are a day as English programs write it in a line of text: "2021-02-03",
// "Feb 3, 2021", "3 February 2021".
var days = pattern(`\b(?:(\d{4})[-/](\d\d)[-/](\d\d)|(\d{1,2}) ([A-Z][a-z]{2})[a-z]*\.?,? (\d{4})|([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}),? (\d{4}))\b`)

// writtenDate returns the first day that stands in a line, as YYYY-MM-DD, or "".
func writtenDate(line string) string {
	for _, m := range days().FindAllStringSubmatch(line, -1) {
		day, err := time.Parse("2006-1-2", m[1]+"-"+m[2]+"-"+m[3])
		if m[1] == "" {
			day, err = time.Parse("Jan 2 2006", m[5]+m[7]+" "+m[4]+m[8]+" "+m[6]+m[9])
		}
		if err == nil && day.Year() >= 1900 && day.Year() < 2100 {
			return day.Format(time.DateOnly)
		}
	}
	return ""
}

// day returns the day of a time as XML has it, or "".
func day(text string) string {
	text = text[:min(len(text), len(time.DateOnly))]
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		return ""
	}
	return text
}
