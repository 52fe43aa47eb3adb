package cmd

import "grounded/codebook/slug"

// oneLine refuses a name or a title that is more than a line of text.
func oneLine(name string) error {
	if err := slug.CheckName(name); err != nil {
		return misuse{err}
	}
	return nil
}

// idOf returns the id that was typed for a new thing, or the one that its name
// makes.
func idOf(noun, id, name string) (string, error) {
	if err := oneLine(name); err != nil {
		return "", err
	}
	if id == "" {
		if id = slug.Make(name); id == "" {
			return "", misused("%q holds no letter and no digit, so no %s can be called that", name, noun)
		}
	}
	if err := slug.Check(id); err != nil {
		return "", misuse{err}
	}
	return id, nil
}
