package reader

import "encoding/xml"

// defaultParagraph is the key of the style of paragraphs that name none.
const defaultParagraph = "paragraph"

// wordStyles gathers the styles of a Word document.
func wordStyles(t styles) visitor {
	var path []string
	var current *style
	family := ""
	in := func(level int) string {
		if n := len(path) - 1 - level; n >= 0 {
			return path[n]
		}
		return ""
	}
	return visitor{
		open: func(e element) bool {
			name := e.Name.Local
			switch in(0) {
			case "styles":
				if name != "style" {
					return false
				}
				family = e.attr("type")
				current = &style{}
				t[family+" "+e.attr("styleId")] = current
				if family == "paragraph" && toggled(e.attr("default")) == on && e.attr("default") != "" {
					t[defaultParagraph] = current
				}
			case "style":
				switch name {
				case "name":
					current.title = e.attr("val") == "Title"
				case "basedOn":
					current.based = family + " " + e.attr("val")
				case "rPr", "pPr":
				default:
					return false
				}
			case "rPr":
				current.property(name, e)
				return false
			case "pPr":
				current.list = current.list || name == "numPr"
				return false
			}
			path = append(path, name)
			return true
		},
		close: func(xml.Name) error {
			path = path[:len(path)-1]
			return nil
		},
	}
}
